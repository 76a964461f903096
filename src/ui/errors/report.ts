import * as vscode from 'vscode';
import { isCancelled, isFailure, type Failure, type FailureCode } from '../../core/failure';
import { visibleText } from '../../shared/visibleText';
import { withoutSecrets } from '../../shared/withoutSecrets';
import type { Advice } from './advice';

/** What may go well another time, though nothing here was changed for it. */
const passing: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'mfa-needed',
  'clock-skew',
  'throttled',
  'service-error',
  'host-unknown',
  'unreachable',
  'timeout',
  'tls',
  'proxy-answered',
  'sandbox-stopped',
  'sandbox-failed',
  'file-changed',
  'file-locked',
  'file-unwritable',
  'disk-full',
  'files-changed',
  'publish-refused',
  'hash-mismatch',
  'target-exists',
]);

interface Choice {
  readonly title: string;
  run(): unknown;
}

/**
 * Tells the person what went wrong in `doing`: one message, the button that ends it, *Retry* where
 * `again` is given and waiting may have helped, and the details of what a service said. Cancelling
 * says nothing.
 */
export async function report(
  log: vscode.LogOutputChannel,
  doing: string,
  error: unknown,
  again?: () => unknown,
): Promise<void> {
  if (isCancelled(error)) return;
  if (!isFailure(error)) {
    await reportBug(log, doing, error);
    return;
  }
  log.warn(doing, error.message, JSON.stringify(error.details));
  const { advise } = await import('../look/chunk');
  const { message, button } = advise(error);
  const choices = choicesOf(error, button, again);
  const text = visibleText(message, 1000);
  const chosen = await vscode.window.showErrorMessage(text, ...choices.map(({ title }) => title));
  await choices.find(({ title }) => title === chosen)?.run();
}

function choicesOf(
  { code, subject, details }: Failure,
  button: Advice['button'],
  again: (() => unknown) | undefined,
): Choice[] {
  const choices: Choice[] = [];
  const add = (title: string, run: Choice['run']) => {
    if (!choices.some(it => it.title === title)) choices.push({ title, run });
  };
  if (button)
    add(button.title, async () => {
      await vscode.commands.executeCommand(button.command, ...(button.args ?? []));
      // The message is gone by then, and with it the way to go on.
      if (code === 'sandbox-stopped') await again?.();
    });
  if (again && passing.has(code)) add(vscode.l10n.t('Retry'), again);
  // Whoever publishes asks for the version only, then.
  if (again && code === 'version-exists') add(vscode.l10n.t('Choose Another Version'), again);
  if (details.requestId !== undefined)
    add(vscode.l10n.t('Copy Details'), () =>
      vscode.commands.executeCommand('codeartifact.copyDetails', { code, subject, details }),
    );
  return choices;
}

/** What nobody has foreseen. */
async function reportBug(
  log: vscode.LogOutputChannel,
  doing: string,
  error: unknown,
): Promise<void> {
  // A stack names our own code only; the source lines of a minified bundle are never logged.
  const what =
    error instanceof Error
      ? withoutSecrets(`${error.name}: ${error.message}`).slice(0, 2000)
      : 'unknown error';
  log.error(doing, what);
  const show = vscode.l10n.t('Show Log');
  const copy = vscode.l10n.t('Copy Details');
  const message = vscode.l10n.t('"{0}" ended unexpectedly; the log tells more.', doing);
  const chosen = await vscode.window.showErrorMessage(message, show, copy);
  if (chosen === show) log.show();
  if (chosen === copy)
    await vscode.commands.executeCommand('codeartifact.copyDetails', {
      code: 'unknown',
      subject: doing,
      details: { message: what },
    });
}
