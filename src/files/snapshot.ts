import type { BigIntStats } from 'node:fs';
import { errnoOf } from './fileErrors';
import type { FileSystemHost, OpenFile } from './fileSystemHost';
import { openRegularFile, readAllBytes } from './openRegularFile';

/** A file as it was at one moment. */
export interface Snapshot {
  /** Undefined when there was no file. */
  readonly bytes: Uint8Array | undefined;
  readonly stats: BigIntStats | undefined;
  /**
   * Still open, so that a change after it can be seen even when the file was replaced. Never on
   * Windows, where an open file cannot be replaced everywhere.
   */
  readonly file: OpenFile | undefined;
}

/** Reads the file `path`, which must not be a link. Close `file` after use. */
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
 * Like a snapshot, but does not fall for a file that another program has just emptied and is about
 * to write: it looks again for a quarter of a second.
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

/** Whether the file at `path` is still the one of the snapshot, by all that its folder knows of it. */
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

/** What the folder knows of the file just now; undefined when it is absent. */
export function currentStats({ calls }: FileSystemHost, path: string): BigIntStats | undefined {
  try {
    return calls.lstatSync(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the file still holds the snapshot's bytes: times alone are too coarse to tell. */
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
 * What another program wrote into the file of the snapshot after we had replaced it, once it has
 * finished: a program that writes in place keeps writing into the old file. Undefined when it
 * is untouched.
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
    // The new content is in place and whole: what cannot be read of the old one cannot be saved.
  }
  return undefined;
}

/** Whether both hold the same bytes, or both are absent. */
export function bytesEqual(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (!a || !b) return a === b;
  return Buffer.compare(a, b) === 0;
}
