import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What takes no longer is over before anybody could read what it is. */
const patienceMilliseconds = 400;

/** What a notification shows of work under way; `increment` is in percent. */
export interface Shown {
  readonly message?: string;
  readonly increment?: number;
}

/**
 * Runs `work`, with a notification that can cancel it once it takes long. An abort rejects with
 * `CancellationError`, whatever error the interrupted call had of its own.
 */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  return await withBar(title, (signal, show) => work(signal, message => show({ message })));
}

/**
 * As `withProgress`, for work that says how far it is. VS Code shows no more than a few notifications
 * in a second: one for each short piece of work would keep the one back that tells of a failure.
 */
export async function withBar<T>(
  title: string,
  work: (signal: AbortSignal, show: (shown: Shown) => void) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  let show: ((shown: Shown) => void) | undefined;
  let before: Shown = {};
  const running = work(abort.signal, shown => {
    before = { ...before, ...shown, increment: (before.increment ?? 0) + (shown.increment ?? 0) };
    show?.(shown);
  }).catch((error: unknown) => {
    throw abort.signal.aborted ? new vscode.CancellationError() : error;
  });
  const ended = running.then(
    () => true,
    () => true,
  );
  const isQuick = await Promise.race([ended, setTimeout(patienceMilliseconds, false)]);
  if (isQuick) return await running;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return await vscode.window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => abort.abort());
    show = shown => progress.report(shown);
    show(before);
    return await running;
  });
}
