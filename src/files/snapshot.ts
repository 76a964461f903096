import type { BigIntStats } from 'node:fs';
import { errnoOf } from './errors';
import type { Machine, OpenFile } from './machine';
import { openRegular, readAll } from './openRegular';

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
async function takeSnapshot(
  machine: Machine,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Snapshot> {
  let file: OpenFile;
  try {
    file = await openRegular(machine, path, signal);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { bytes: undefined, stats: undefined, file: undefined };
    throw error;
  }
  try {
    const stats = await file.stat();
    const bytes = await readAll(file, path, maxBytes, signal);
    if (machine.platform !== 'win32') return { bytes, stats, file };
    await file.close();
    return { bytes, stats, file: undefined };
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}

const freshMilliseconds = 2000;

/**
 * Like a snapshot, but does not fall for a file that another program has just emptied and is about
 * to write: it looks again for a quarter of a second.
 */
export async function settledSnapshot(
  machine: Machine,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Snapshot> {
  for (let looks = 0; ; looks++) {
    const snapshot = await takeSnapshot(machine, path, maxBytes, signal);
    const { stats, bytes } = snapshot;
    const fresh = stats && machine.now() - Number(stats.mtimeMs) < freshMilliseconds;
    if (!fresh || bytes?.length !== 0 || looks === 5) return snapshot;
    await snapshot.file?.close().catch(() => undefined);
    await machine.wait(50, signal);
  }
}

/** Whether the file at `path` is still the one of the snapshot, by all that its folder knows of it. */
export function isCurrent(stats: BigIntStats | undefined, now: BigIntStats | undefined): boolean {
  if (!stats || !now) return stats === now;
  return (
    stats.dev === now.dev &&
    stats.ino === now.ino &&
    stats.size === now.size &&
    stats.mtimeNs === now.mtimeNs &&
    stats.ctimeNs === now.ctimeNs
  );
}

/** What the folder knows of the file just now; undefined when it is absent. */
export function statsNow({ calls }: Machine, path: string): BigIntStats | undefined {
  try {
    return calls.lstatNow(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the file still holds the snapshot's bytes: times alone are too coarse to tell. */
export async function holdsBytes(
  machine: Machine,
  path: string,
  { bytes, file }: Snapshot,
  signal: AbortSignal,
): Promise<boolean> {
  if (!bytes) return true;
  const now = file ?? (await openRegular(machine, path, signal));
  try {
    return sameBytes(await readAll(now, path, Number.MAX_SAFE_INTEGER, signal), bytes);
  } finally {
    if (!file) await now.close();
  }
}

/**
 * What another program wrote into the file of the snapshot after we had replaced it, once it has
 * finished: a program that writes in place keeps writing into the old file. Undefined when it
 * is untouched.
 */
export async function lateBytes(
  machine: Machine,
  { bytes, file }: Snapshot,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  if (!file || !bytes) return undefined;
  try {
    let last = await readAll(file, '', maxBytes, signal);
    if (sameBytes(last, bytes)) return undefined;
    for (let looks = 0; looks < 20; looks++) {
      await machine.wait(25, signal);
      const next = await readAll(file, '', maxBytes, signal);
      if (next.length > 0 && sameBytes(next, last))
        return sameBytes(next, bytes) ? undefined : next;
      last = next;
    }
  } catch {
    // The new content is in place and whole: what cannot be read of the old one cannot be saved.
  }
  return undefined;
}

/** Whether both hold the same bytes, or both are absent. */
export function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (!a || !b) return a === b;
  return Buffer.compare(a, b) === 0;
}
