import type { Stats } from 'node:fs';

/** What tells whether a file is still the one that was looked at. */
export interface FileIdentity {
  readonly device: number;
  readonly inode: number;
  readonly bytes: number;
  readonly modifiedMilliseconds: number;
  readonly changedMilliseconds: number;
}

/** What of a file's facts tells whether it changed. */
export function fileIdentityOf(stats: Stats): FileIdentity {
  return {
    device: stats.dev,
    inode: stats.ino,
    bytes: stats.size,
    modifiedMilliseconds: stats.mtimeMs,
    changedMilliseconds: stats.ctimeMs,
  };
}

/** How a file differs from what it was, in words; undefined when it does not. */
export function describeFileChange(before: FileIdentity, stats: Stats): string | undefined {
  const now = fileIdentityOf(stats);
  const isSameFile = now.inode === before.inode && now.device === before.device;
  // The number of a file that is gone is soon given to another.
  if (!isSameFile || !stats.isFile()) return 'it was replaced';
  if (now.bytes > before.bytes) return 'it grew';
  if (now.bytes < before.bytes) return 'it shrank';
  return now.modifiedMilliseconds !== before.modifiedMilliseconds ||
    now.changedMilliseconds !== before.changedMilliseconds
    ? 'it was written to'
    : undefined;
}
