import * as vscode from 'vscode';
import { isCancelled, isFailure } from '../model/failure';
import { visibleText } from '../model/visibleText';
import { advise } from './advice';

/** Tells the person what went wrong in `doing`: one message, one button. Cancelling says nothing. */
export async function report(
  log: vscode.LogOutputChannel,
  doing: string,
  error: unknown,
): Promise<void> {
  if (isCancelled(error)) return;
  if (!isFailure(error)) {
    // A stack names our own code only; the source lines of a minified bundle are never logged.
    log.error(doing, error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error');
    const show = vscode.l10n.t('Show Log');
    const message = vscode.l10n.t(
      'Something unexpected happened; the log tells more. ({0})',
      doing,
    );
    if ((await vscode.window.showErrorMessage(message, show)) === show) log.show();
    return;
  }
  log.warn(doing, error.message, JSON.stringify(error.details));
  const { message, button } = advise(error);
  const text = visibleText(message, 1000);
  const chosen = await vscode.window.showErrorMessage(text, ...(button ? [button.title] : []));
  if (button && chosen === button.title)
    await vscode.commands.executeCommand(button.command, ...(button.args ?? []));
}
