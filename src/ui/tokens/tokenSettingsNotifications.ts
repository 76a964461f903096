import * as vscode from 'vscode';
import type { TokenServices } from './tokenServices';
import { isValidTokenDuration, readExtensionSettings } from '../common/extensionSettings';
import { neverAborted } from '../../shared/neverAborted';

const askedKey = 'askedTerminalDomain';

/** Asks for the domain once per workspace, if there are several. */
export async function showChooseDomainNotification(
  { holders, terminalChoice }: TokenServices,
  workspaceState: vscode.Memento,
): Promise<void> {
  const isAsked = workspaceState.get(askedKey) === true || terminalChoice.domain !== undefined;
  if (!readExtensionSettings().terminalToken || !vscode.workspace.isTrusted || isAsked) return;
  const { locations } = await holders.find(neverAborted);
  const variables = locations.filter(({ kind }) => kind === 'terminal');
  if (variables.length < 2) return;
  await workspaceState.update(askedKey, true);
  const choose = vscode.l10n.t('Choose Domain…');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Several domains have tokens for terminals. Which one do you want as CODEARTIFACT_AUTH_TOKEN in this workspace?',
    ),
    choose,
  );
  if (chosen === choose) await vscode.commands.executeCommand('codeartifact.chooseTerminalDomain');
}

/** Explains what tokens in terminals mean, in the window where the user turned them on. */
export async function showTerminalTokenNotification(): Promise<void> {
  if (!vscode.window.state.focused) return;
  const turnOffButton = vscode.l10n.t('Turn Off');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'New terminals now get CodeArtifact tokens. Everything that runs in them can read the tokens: tasks, npm scripts, and all extensions that read the environment.',
    ),
    turnOffButton,
  );
  if (chosen !== turnOffButton) return;
  const config = vscode.workspace.getConfiguration('codeartifact');
  await config.update('terminal.token', undefined, vscode.ConfigurationTarget.Global);
}

/** Warns that the duration is not valid, and names the one that is used. */
export async function showInvalidDurationWarning(): Promise<void> {
  const config = vscode.workspace.getConfiguration('codeartifact');
  const seconds = config.inspect<number>('token.duration')?.globalValue;
  if (seconds === undefined || isValidTokenDuration(seconds)) return;
  const open = vscode.l10n.t('Open Settings');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'codeartifact.token.duration is {0}, but CodeArtifact accepts only 0, or 900 to 43200 seconds. {1} is used.',
      String(seconds),
      readExtensionSettings().tokenSeconds,
    ),
    open,
  );
  if (chosen === open)
    await vscode.commands.executeCommand(
      'workbench.action.openSettings',
      'codeartifact.token.duration',
    );
}
