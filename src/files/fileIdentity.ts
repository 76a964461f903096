import type { Stats } from 'node:fs';

/** The properties of a file that change when it is replaced or written to. */
export interface FileIdentity {
  readonly device: number;
  readonly inode: number;
  readonly bytes: number;
  readonly modifiedMilliseconds: number;
  readonly changedMilliseconds: number;
}

/** The identity of the file that `stats` describes. */
export function fileIdentityOf(stats: Stats): FileIdentity {
  return {
    device: stats.dev,
    inode: stats.ino,
    bytes: stats.size,
    modifiedMilliseconds: stats.mtimeMs,
    changedMilliseconds: stats.ctimeMs,
  };
}

/** How a file changed since `before`, in plain English; undefined when it did not. */
export function describeFileChange(before: FileIdentity, stats: Stats): string | undefined {
  const now = fileIdentityOf(stats);
  const isSameFile = now.inode === before.inode && now.device === before.device;
  // The inode number of a deleted file is soon used again, so a folder can have it now.
  if (!isSameFile || !stats.isFile()) return 'it was replaced';
  if (now.bytes > before.bytes) return 'it grew';
  if (now.bytes < before.bytes) return 'it shrank';
  return now.modifiedMilliseconds !== before.modifiedMilliseconds ||
    now.changedMilliseconds !== before.changedMilliseconds
    ? 'it was written to'
    : undefined;
}
