import type { BigIntStats } from 'node:fs';
import { errnoOf } from './fileErrors';
import type { FileSystemHost, OpenFile } from './fileSystemHost';
import { openRegularFile, readAllBytes } from './openRegularFile';

/** The state of a file at one moment. */
export interface Snapshot {
  /** Undefined when the file did not exist. */
  readonly bytes: Uint8Array | undefined;
  readonly stats: BigIntStats | undefined;
  /**
   * Kept open, so that later writes to it are noticed even after the file was replaced. Always
   * undefined on Windows, where an open file cannot always be replaced.
   */
  readonly file: OpenFile | undefined;
}

/** Reads the file `path`, which must not be a link. The caller closes `file`. */
async function readSnapshot(
  host: FileSystemHost,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Snapshot> {
  let file: OpenFile;
  try {
    file = await openRegularFile(host, path, signal);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { bytes: undefined, stats: undefined, file: undefined };
    throw error;
  }
  try {
    const stats = await file.stat();
    const bytes = await readAllBytes(file, path, maxBytes, signal);
    if (host.platform !== 'win32') return { bytes, stats, file };
    await file.close();
    return { bytes, stats, file: undefined };
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}

const recentChangeMilliseconds = 2000;

/**
 * Takes a snapshot of the file. An empty file that changed less than two seconds ago is read again for a
 * quarter of a second, because another program may be about to write it. The caller closes `file`.
 */
export async function readStableSnapshot(
  host: FileSystemHost,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Snapshot> {
  for (let attempts = 0; ; attempts++) {
    const snapshot = await readSnapshot(host, path, maxBytes, signal);
    const { stats, bytes } = snapshot;
    const isRecent = stats && host.now() - Number(stats.mtimeMs) < recentChangeMilliseconds;
    if (!isRecent || bytes?.length !== 0 || attempts === 5) return snapshot;
    await snapshot.file?.close().catch(() => undefined);
    await host.wait(50, signal);
  }
}

/** Whether two states have the same device, inode, size and times. */
export function hasSameStats(
  stats: BigIntStats | undefined,
  current: BigIntStats | undefined,
): boolean {
  if (!stats || !current) return stats === current;
  return (
    stats.dev === current.dev &&
    stats.ino === current.ino &&
    stats.size === current.size &&
    stats.mtimeNs === current.mtimeNs &&
    stats.ctimeNs === current.ctimeNs
  );
}

/** The current state of the file; undefined when it does not exist. Synchronous. */
export function currentStats({ calls }: FileSystemHost, path: string): BigIntStats | undefined {
  try {
    return calls.lstatSync(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the file still has the bytes of the snapshot: times alone are too coarse to tell. */
export async function hasSameContent(
  host: FileSystemHost,
  path: string,
  { bytes, file }: Snapshot,
  signal: AbortSignal,
): Promise<boolean> {
  if (!bytes) return true;
  const openFile = file ?? (await openRegularFile(host, path, signal));
  try {
    return bytesEqual(await readAllBytes(openFile, path, Number.MAX_SAFE_INTEGER, signal), bytes);
  } finally {
    if (!file) await openFile.close();
  }
}

/**
 * The content that another program wrote into the file of the snapshot after it was replaced: a program
 * that writes in place keeps writing into the old file. Waits up to half a second for that program to
 * finish. Undefined when nothing was written.
 */
export async function readLateWrite(
  host: FileSystemHost,
  { bytes, file }: Snapshot,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  if (!file || !bytes) return undefined;
  try {
    let last = await readAllBytes(file, '', maxBytes, signal);
    if (bytesEqual(last, bytes)) return undefined;
    for (let attempts = 0; attempts < 20; attempts++) {
      await host.wait(25, signal);
      const next = await readAllBytes(file, '', maxBytes, signal);
      if (next.length > 0 && bytesEqual(next, last))
        return bytesEqual(next, bytes) ? undefined : next;
      last = next;
    }
  } catch {
    // The new content is in place. The old file cannot be read, so there is nothing to save.
  }
  return undefined;
}

/** Whether both have the same bytes, or both are undefined. */
export function bytesEqual(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (!a || !b) return a === b;
  return Buffer.compare(a, b) === 0;
}
