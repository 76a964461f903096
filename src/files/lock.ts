import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { Failure } from '../core/failure';
import { errnoOf } from './errors';
import type { Machine, OpenFile } from './machine';
import { openPatiently } from './openRegular';

const heartbeatMilliseconds = 2000;
const staleMilliseconds = 10_000;
/** A lock is written right after it was made; one that stays empty belongs to a process that died between. */
const unwrittenMilliseconds = 1000;
const mark = 'codeartifact-for-java';

/** A lock that is held. */
export interface Lock {
  /** Whether it is still ours: it is not when we slept so long that another window took over. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/** What stands in a lock. `id` tells one lock from the next of the same name. */
export interface LockOwner {
  readonly id: string;
  readonly beat: bigint;
  /** Undefined when the lock was made but not written. */
  readonly process?: { readonly pid: number; readonly host: string };
  readonly foreign: boolean;
}

/**
 * Takes the lock file `path`, waiting for its holder. One whose process is gone, or that has not
 * been touched for 10 s (1 s while it is empty), is taken over; one that we did not write is left alone. Throws
 * `file-locked` about `file` after `patience` milliseconds.
 */
export async function takeLock(
  machine: Machine,
  path: string,
  file: string,
  patience: number,
  signal: AbortSignal,
): Promise<Lock> {
  const start = machine.elapsed();
  let seen: { owner: LockOwner; since: number } | undefined;
  for (;;) {
    signal.throwIfAborted();
    const lock = await createLock(machine, path, signal);
    if (lock) return lock;
    const owner = await readLock(machine, path);
    const now = machine.elapsed();
    if (!owner) seen = undefined;
    else if (seen?.owner.id !== owner.id || seen.owner.beat !== owner.beat)
      seen = { owner, since: now };
    const idle = seen ? now - seen.since : 0;
    if (owner && isStale(machine, owner, idle) && (await breakLock(machine, path, owner, signal)))
      continue;
    if (now - start > patience) throw locked(file, owner);
    // Nobody waits in step with the others.
    await machine.wait(5 + (Number.parseInt(machine.random().slice(0, 4), 16) % 32), signal);
  }
}

function locked(file: string, owner: LockOwner | undefined): Failure {
  const holder = owner?.process ? `process ${owner.process.pid}` : 'another program';
  return new Failure('file-locked', file, { file, reason: `${holder} holds its lock` });
}

async function createLock(machine: Machine, path: string, signal: AbortSignal) {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY;
  let handle: OpenFile;
  try {
    handle = await openPatiently(machine, path, flags, 0o600, signal);
  } catch (error) {
    if (isTaken(machine, error)) return undefined;
    throw error;
  }
  const id = machine.random();
  try {
    const { pid, host } = machine;
    const content = new TextEncoder().encode(JSON.stringify({ mark, id, pid, host }));
    for (let at = 0; at < content.length;) {
      const written = await handle.write(content.subarray(at), at);
      if (written === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
      at += written;
    }
  } catch (error) {
    await handle.close().catch(() => undefined);
    await machine.calls.unlink(path).catch(() => undefined);
    throw error;
  }
  return heldLock(machine, path, id, handle);
}

/** On Windows a name whose file is just being deleted cannot be opened. */
function isTaken({ platform }: Machine, error: unknown): boolean {
  const errno = errnoOf(error);
  return errno === 'EEXIST' || (platform === 'win32' && (errno === 'EPERM' || errno === 'EBUSY'));
}

function heldLock(machine: Machine, path: string, id: string, handle: OpenFile): Lock {
  const beat = setInterval(() => void handle.touch().catch(() => undefined), heartbeatMilliseconds);
  beat.unref();
  const isHeld = async () => (await readLock(machine, path))?.id === id;
  return {
    isHeld,
    async release() {
      clearInterval(beat);
      await handle.close().catch(() => undefined);
      // A lock that stays behind is taken over as soon as this process is gone.
      if (await isHeld().catch(() => false))
        await machine.calls.unlink(path).catch(() => undefined);
    },
  };
}

/** Who holds the lock; undefined when nobody does. */
export async function readLock(machine: Machine, path: string): Promise<LockOwner | undefined> {
  try {
    const flags = constants.O_RDONLY | (machine.platform === 'win32' ? 0 : constants.O_NOFOLLOW);
    const handle = await machine.calls.open(path, flags, 0);
    try {
      const { ino, mtimeNs } = await handle.stat();
      const content = new Uint8Array(1024);
      const length = await handle.read(content, 0);
      return parseOwner(new TextDecoder().decode(content.subarray(0, length)), ino, mtimeNs);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || isTaken(machine, error)) return undefined;
    throw error;
  }
}

function parseOwner(text: string, ino: bigint, beat: bigint): LockOwner {
  const unwritten = { id: `${ino}`, beat, foreign: text !== '' };
  try {
    const json = JSON.parse(text) as Partial<Record<string, unknown>>;
    const { id, pid, host } = json;
    if (json['mark'] !== mark || typeof id !== 'string') return unwritten;
    if (typeof pid !== 'number' || typeof host !== 'string') return unwritten;
    return { id, beat, process: { pid, host }, foreign: false };
  } catch {
    return unwritten;
  }
}

/** Whether nobody holds the lock any more. `idle` is how long it was seen untouched. */
export function isStale({ host, isAlive }: Machine, owner: LockOwner, idle: number): boolean {
  if (owner.foreign) return false;
  if (owner.process?.host === host && !isAlive(owner.process.pid)) return true;
  return idle > (owner.process ? staleMilliseconds : unwrittenMilliseconds);
}

/**
 * Removes a stale lock, and never one that came after it: who may remove this very lock is settled
 * by a lock named after it. Returns whether it is gone.
 */
export async function breakLock(
  machine: Machine,
  path: string,
  { id }: LockOwner,
  signal: AbortSignal,
  depth = 0,
): Promise<boolean> {
  const guardPath = `${path}.${createHash('sha256').update(id).digest('hex').slice(0, 8)}`;
  const guard = await createLock(machine, guardPath, signal);
  if (!guard) {
    const owner = depth < 3 ? await readLock(machine, guardPath) : undefined;
    if (owner && isStale(machine, owner, 0))
      await breakLock(machine, guardPath, owner, signal, depth + 1);
    return false;
  }
  try {
    if ((await readLock(machine, path))?.id === id) await machine.calls.unlink(path);
    return true;
  } finally {
    await guard.release();
  }
}
