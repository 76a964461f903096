import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What takes no longer is over before anybody could read what it is. */
const patienceMilliseconds = 400;

/**
 * Runs `work`, with a notification that can cancel it once it takes long. An abort rejects with
 * `CancellationError`, whatever error the interrupted call had of its own.
 */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  let say: ((message: string) => void) | undefined;
  let last: string | undefined;
  const running = work(abort.signal, message => {
    last = message;
    say?.(message);
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
    say = message => progress.report({ message });
    if (last !== undefined) say(last);
    return await running;
  });
}
