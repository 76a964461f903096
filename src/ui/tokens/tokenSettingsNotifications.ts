import * as vscode from 'vscode';
import type { TokenServices } from './tokenServices';
import { isValidTokenDuration, readExtensionSettings } from '../common/extensionSettings';
import { neverAborted } from '../../shared/neverAborted';

const askedKey = 'askedTerminalDomain';

/** Once for each workspace, where several domains could be meant. */
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
      'Several domains have tokens for terminals. Whose do you want as CODEARTIFACT_AUTH_TOKEN in this workspace?',
    ),
    choose,
  );
  if (chosen === choose) await vscode.commands.executeCommand('codeartifact.chooseTerminalDomain');
}

/** Who turns it on is told what that means, in the window where it happens. */
export async function showTerminalTokenNotification(): Promise<void> {
  if (!vscode.window.state.focused) return;
  const turnOffButton = vscode.l10n.t('Turn Off');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'New terminals now get CodeArtifact tokens. Whatever runs in them can read these: tasks, npm scripts, and every extension that looks at the environment.',
    ),
    turnOffButton,
  );
  if (chosen !== turnOffButton) return;
  const config = vscode.workspace.getConfiguration('codeartifact');
  await config.update('terminal.token', undefined, vscode.ConfigurationTarget.Global);
}

/** A life that the service would refuse is not asked for; which one is, is said. */
export async function showInvalidDurationWarning(): Promise<void> {
  const config = vscode.workspace.getConfiguration('codeartifact');
  const seconds = config.inspect<number>('token.duration')?.globalValue;
  if (seconds === undefined || isValidTokenDuration(seconds)) return;
  const open = vscode.l10n.t('Open Settings');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'codeartifact.token.duration is {0}, which CodeArtifact does not accept: 0, or 900 to 43200 seconds. {1} is used.',
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
