import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What takes no longer is over before anybody could read what it is. */
const showDelayMilliseconds = 400;

/** What a notification shows of work under way; `increment` is in percent. */
export interface ProgressUpdate {
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
  return await withProgressBar(title, (signal, show) => work(signal, message => show({ message })));
}

/**
 * As `withProgress`, for work that says how far it is. VS Code shows no more than a few notifications
 * in a second: one for each short piece of work would keep the one back that tells of a failure.
 */
export async function withProgressBar<T>(
  title: string,
  work: (signal: AbortSignal, show: (shown: ProgressUpdate) => void) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  let show: ((shown: ProgressUpdate) => void) | undefined;
  let accumulated: ProgressUpdate = {};
  const running = work(abort.signal, update => {
    accumulated = {
      ...accumulated,
      ...update,
      increment: (accumulated.increment ?? 0) + (update.increment ?? 0),
    };
    show?.(update);
  }).catch((error: unknown) => {
    throw abort.signal.aborted ? new vscode.CancellationError() : error;
  });
  const ended = running.then(
    () => true,
    () => true,
  );
  const isQuick = await Promise.race([ended, setTimeout(showDelayMilliseconds, false)]);
  if (isQuick) return await running;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return await vscode.window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => abort.abort());
    show = update => progress.report(update);
    show(accumulated);
    return await running;
  });
}
