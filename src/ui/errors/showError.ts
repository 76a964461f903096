import * as vscode from 'vscode';
import { isCancelled, isFailure, type Failure } from '../../core/failure';
import { failureTraits } from '../../core/failureTraits';
import { visibleText } from '../../shared/visibleText';
import { redactSecrets } from '../../shared/redactSecrets';
import type { Advice } from './failureAdvice';
import { advise } from './advice';

interface ErrorAction {
  readonly title: string;
  run(): unknown;
}

/**
 * Tells the person what went wrong in `doing`: one message, the button that ends it, *Retry* where
 * `again` is given and waiting may have helped, and the details of what a service said. Cancelling
 * says nothing.
 */
export async function showError(
  log: vscode.LogOutputChannel,
  operation: string,
  error: unknown,
  retry?: () => unknown,
): Promise<void> {
  if (isCancelled(error)) return;
  if (!isFailure(error)) {
    await showUnexpectedError(log, operation, error);
    return;
  }
  log.warn(operation, error.message, JSON.stringify(error.details));
  const { message, button } = advise(error);
  const actions = errorActions(error, button, retry);
  const text = visibleText(message, 1000);
  const chosen = await vscode.window.showErrorMessage(text, ...actions.map(({ title }) => title));
  await actions.find(({ title }) => title === chosen)?.run();
}

function errorActions(
  { code, subject, details }: Failure,
  button: Advice['button'],
  retry: (() => unknown) | undefined,
): ErrorAction[] {
  const actions: ErrorAction[] = [];
  const add = (title: string, run: ErrorAction['run']) => {
    if (!actions.some(it => it.title === title)) actions.push({ title, run });
  };
  if (button)
    add(button.title, async () => {
      await vscode.commands.executeCommand(button.command, ...(button.args ?? []));
      // The message is gone by then, and with it the way to go on.
      if (code === 'sandbox-stopped') await retry?.();
    });
  if (retry && failureTraits[code].retryable) add(vscode.l10n.t('Retry'), retry);
  // Whoever publishes asks for the version only, then.
  if (retry && code === 'version-exists') add(vscode.l10n.t('Choose Another Version'), retry);
  if (details.requestId !== undefined)
    add(vscode.l10n.t('Copy Details'), () =>
      vscode.commands.executeCommand('codeartifact.copyDetails', { code, subject, details }),
    );
  return actions;
}

/** What nobody has foreseen. */
async function showUnexpectedError(
  log: vscode.LogOutputChannel,
  operation: string,
  error: unknown,
): Promise<void> {
  // A stack names our own code only; the source lines of a minified bundle are never logged.
  const errorText =
    error instanceof Error
      ? redactSecrets(`${error.name}: ${error.message}`).slice(0, 2000)
      : 'unknown error';
  log.error(operation, errorText);
  const show = vscode.l10n.t('Show Log');
  const copy = vscode.l10n.t('Copy Details');
  const message = vscode.l10n.t('"{0}" ended unexpectedly; the log tells more.', operation);
  const chosen = await vscode.window.showErrorMessage(message, show, copy);
  if (chosen === show) log.show();
  if (chosen === copy)
    await vscode.commands.executeCommand('codeartifact.copyDetails', {
      code: 'unknown',
      subject: operation,
      details: { message: errorText },
    });
}
