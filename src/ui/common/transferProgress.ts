import * as vscode from 'vscode';
import { byteSize } from './byteSize';
import { withBar, type Shown } from './progress';
import { SpeedMeter } from './speedMeter';

/** Shows how far a transfer is. */
export interface TransferProgress {
  /** So many bytes of so many; 0 where the total is not known. */
  readonly bytes: (doneBytes: number, totalBytes: number) => void;
  /** As `bytes`, for work whose bytes tell nobody anything: it shows the bar alone. */
  readonly part: (done: number, total: number) => void;
  /** Says something else, until the next bytes. */
  readonly say: (text: string) => void;
}

const betweenMs = 200;

/**
 * Runs `work` with a notification that tells bytes and speed and can cancel it, once it takes long.
 * An abort rejects with `CancellationError`.
 */
export async function withTransfer<T>(
  title: string,
  work: (progress: TransferProgress, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return await withBar(title, (signal, show) => work(transferProgress(show), signal));
}

/** Passes on what it is called with, but not more often than anybody can read. */
export function seldom(tell: (doneBytes: number) => void): (doneBytes: number) => void {
  let told = Number.NEGATIVE_INFINITY;
  return doneBytes => {
    const now = performance.now();
    if (now - told < betweenMs) return;
    told = now;
    tell(doneBytes);
  };
}

function transferProgress(report: (shown: Shown) => void): TransferProgress {
  const meter = new SpeedMeter();
  let percent = 0;
  let told = Number.NEGATIVE_INFINITY;
  const show = (done: number, total: number, message?: () => string): void => {
    const now = performance.now();
    if (now - told < betweenMs && done !== total) return;
    told = now;
    // A try that starts anew is further back: the bar can only go on.
    const reached = total > 0 ? Math.max(percent, Math.min(100, (100 * done) / total)) : 0;
    report({ ...(message && { message: message() }), increment: reached - percent });
    percent = reached;
  };
  return {
    say: message => report({ message }),
    part: (done, total) => show(done, total),
    bytes: (done, total) => {
      meter.note(done, performance.now());
      show(done, total, () => transferText(done, total, meter.bytesPerSecond(performance.now())));
    },
  };
}

/** `12 MB of 35 MB · 3.4 MB/s`, as far as it is known. */
function transferText(done: number, total: number, bytesPerSecond?: number): string {
  const size =
    total > 0 ? vscode.l10n.t('{0} of {1}', byteSize(done), byteSize(total)) : byteSize(done);
  return bytesPerSecond === undefined ? size : `${size} · ${byteSize(bytesPerSecond)}/s`;
}
