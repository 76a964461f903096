import * as vscode from 'vscode';
import { formatByteSize } from './formatByteSize';
import { withProgressBar, type ProgressUpdate } from './progress';
import { SpeedMeter } from './speedMeter';

/** Shows how far a transfer is. */
export interface TransferProgress {
  /** So many bytes of so many; 0 where the total is not known. */
  readonly reportBytes: (doneBytes: number, totalBytes: number) => void;
  /** As `bytes`, for work whose bytes tell nobody anything: it shows the bar alone. */
  readonly reportFraction: (done: number, total: number) => void;
  /** Says something else, until the next bytes. */
  readonly showMessage: (text: string) => void;
}

const minimumIntervalMs = 200;

/**
 * Runs `work` with a notification that tells bytes and speed and can cancel it, once it takes long.
 * An abort rejects with `CancellationError`.
 */
export async function withTransferProgress<T>(
  title: string,
  work: (progress: TransferProgress, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return await withProgressBar(title, (signal, show) => work(createTransferProgress(show), signal));
}

/** Passes on what it is called with, but not more often than anybody can read. */
export function throttle(callback: (doneBytes: number) => void): (doneBytes: number) => void {
  let lastCallAt = Number.NEGATIVE_INFINITY;
  return doneBytes => {
    const now = performance.now();
    if (now - lastCallAt < minimumIntervalMs) return;
    lastCallAt = now;
    callback(doneBytes);
  };
}

function createTransferProgress(report: (shown: ProgressUpdate) => void): TransferProgress {
  const meter = new SpeedMeter();
  let percent = 0;
  let lastReportAt = Number.NEGATIVE_INFINITY;
  const show = (done: number, total: number, message?: () => string): void => {
    const now = performance.now();
    if (now - lastReportAt < minimumIntervalMs && done !== total) return;
    lastReportAt = now;
    // A try that starts anew is further back: the bar can only go on.
    const reached = total > 0 ? Math.max(percent, Math.min(100, (100 * done) / total)) : 0;
    report({ ...(message && { message: message() }), increment: reached - percent });
    percent = reached;
  };
  return {
    showMessage: message => report({ message }),
    reportFraction: (done, total) => show(done, total),
    reportBytes: (done, total) => {
      meter.record(done, performance.now());
      show(done, total, () => formatTransfer(done, total, meter.bytesPerSecond(performance.now())));
    },
  };
}

/** `12 MB of 35 MB · 3.4 MB/s`, as far as it is known. */
function formatTransfer(done: number, total: number, bytesPerSecond?: number): string {
  const size =
    total > 0
      ? vscode.l10n.t('{0} of {1}', formatByteSize(done), formatByteSize(total))
      : formatByteSize(done);
  return bytesPerSecond === undefined ? size : `${size} · ${formatByteSize(bytesPerSecond)}/s`;
}
