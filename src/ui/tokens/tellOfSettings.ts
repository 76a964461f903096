import * as vscode from 'vscode';
import type { Services } from '../common/services';
import { isTokenDuration, readSettings } from '../common/settings';

const askedKey = 'askedTerminalDomain';

/** Once for each workspace, where several domains could be meant. */
export async function askForDomain(
  { holders, terminalChoice }: Services,
  workspaceState: vscode.Memento,
): Promise<void> {
  const isAsked = workspaceState.get(askedKey) === true || terminalChoice.domain !== undefined;
  if (!readSettings().terminalToken || !vscode.workspace.isTrusted || isAsked) return;
  const { places } = await holders.find(new AbortController().signal);
  const variables = places.filter(({ kind }) => kind === 'terminal');
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
export async function tellOfTerminals(): Promise<void> {
  if (!vscode.window.state.focused) return;
  const off = vscode.l10n.t('Turn Off');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'New terminals now get CodeArtifact tokens. Whatever runs in them can read these: tasks, npm scripts, and every extension that looks at the environment.',
    ),
    off,
  );
  if (chosen !== off) return;
  const config = vscode.workspace.getConfiguration('codeartifact');
  await config.update('terminal.token', undefined, vscode.ConfigurationTarget.Global);
}

/** A life that the service would refuse is not asked for; which one is, is said. */
export async function warnOfDuration(): Promise<void> {
  const config = vscode.workspace.getConfiguration('codeartifact');
  const seconds = config.inspect<number>('token.duration')?.globalValue;
  if (seconds === undefined || isTokenDuration(seconds)) return;
  const open = vscode.l10n.t('Open Settings');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'codeartifact.token.duration is {0}, which CodeArtifact does not accept: 0, or 900 to 43200 seconds. {1} is used.',
      String(seconds),
      readSettings().tokenSeconds,
    ),
    open,
  );
  if (chosen === open)
    await vscode.commands.executeCommand(
      'workbench.action.openSettings',
      'codeartifact.token.duration',
    );
}
