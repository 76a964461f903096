import { constants } from 'node:fs';
import { Failure } from '../core/failure';
import { sha256 } from '../shared/sha256';
import { errnoOf } from './fileErrors';
import type { FileSystemHost, OpenFile } from './fileSystemHost';
import { openWithRetry } from './openRegularFile';
import { asJsonObject } from '../shared/json';

const heartbeatMilliseconds = 2000;
const staleMilliseconds = 10_000;
/** A lock is written right after it is created; one that stays empty belongs to a process that died in between. */
const unwrittenMilliseconds = 1000;
const mark = 'codeartifact-for-java';

/** A lock that is held. */
export interface Lock {
  /** False after this computer slept so long that another window took the lock over. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/** The content of a lock file. `id` tells one lock from the next of the same name. */
export interface LockOwner {
  readonly id: string;
  readonly heartbeat: bigint;
  /** Undefined when the lock was created but not written. */
  readonly process?: { readonly pid: number; readonly host: string };
  readonly isForeign: boolean;
}

/**
 * Acquires the lock file `path`, waiting for its holder. A lock whose process has ended, or that has
 * not been touched for 10 s (1 s while it is empty), is taken over; a file that this extension did not
 * write is left alone. Throws `file-locked` about `file` after `timeoutMilliseconds`.
 */
export async function acquireLock(
  host: FileSystemHost,
  path: string,
  file: string,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<Lock> {
  const start = host.monotonicNow();
  let lastSeen: { owner: LockOwner; since: number } | undefined;
  for (;;) {
    signal.throwIfAborted();
    const lock = await tryCreateLock(host, path, signal);
    if (lock) return lock;
    const owner = await readLockOwner(host, path);
    const now = host.monotonicNow();
    if (!owner) lastSeen = undefined;
    else if (lastSeen?.owner.id !== owner.id || lastSeen.owner.heartbeat !== owner.heartbeat)
      lastSeen = { owner, since: now };
    const idle = lastSeen ? now - lastSeen.since : 0;
    if (owner && isStale(host, owner, idle) && (await breakLock(host, path, owner, signal)))
      continue;
    if (now - start > timeoutMilliseconds) throw lockedFailure(file, owner);
    // A random delay keeps the windows from retrying in step.
    await host.wait(5 + (Number.parseInt(host.randomHex().slice(0, 4), 16) % 32), signal);
  }
}

function lockedFailure(file: string, owner: LockOwner | undefined): Failure {
  const holder = owner?.process ? `process ${owner.process.pid}` : 'another program';
  return new Failure('file-locked', file, { file, reason: `${holder} holds its lock` });
}

async function tryCreateLock(host: FileSystemHost, path: string, signal: AbortSignal) {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY;
  let handle: OpenFile;
  try {
    handle = await openWithRetry(host, path, flags, 0o600, signal);
  } catch (error) {
    if (isAlreadyLocked(host, error)) return undefined;
    throw error;
  }
  const id = host.randomHex();
  try {
    const { pid, hostname } = host;
    const content = new TextEncoder().encode(JSON.stringify({ mark, id, pid, host: hostname }));
    for (let at = 0; at < content.length;) {
      const written = await handle.write(content.subarray(at), at);
      if (written === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
      at += written;
    }
  } catch (error) {
    await handle.close().catch(() => undefined);
    await host.calls.unlink(path).catch(() => undefined);
    throw error;
  }
  return createHeldLock(host, path, id, handle);
}

/** On Windows a file that is being deleted cannot be opened. */
function isAlreadyLocked({ platform }: FileSystemHost, error: unknown): boolean {
  const errno = errnoOf(error);
  return errno === 'EEXIST' || (platform === 'win32' && (errno === 'EPERM' || errno === 'EBUSY'));
}

function createHeldLock(host: FileSystemHost, path: string, id: string, handle: OpenFile): Lock {
  const heartbeat = setInterval(
    () => void handle.touch().catch(() => undefined),
    heartbeatMilliseconds,
  );
  heartbeat.unref();
  const isHeld = async () => (await readLockOwner(host, path))?.id === id;
  return {
    isHeld,
    async release() {
      clearInterval(heartbeat);
      await handle.close().catch(() => undefined);
      // A lock that is left behind is taken over as soon as this process has ended.
      if (await isHeld().catch(() => false)) await host.calls.unlink(path).catch(() => undefined);
    },
  };
}

/** The owner of the lock file; undefined when there is none. */
export async function readLockOwner(
  host: FileSystemHost,
  path: string,
): Promise<LockOwner | undefined> {
  try {
    const flags = constants.O_RDONLY | (host.platform === 'win32' ? 0 : constants.O_NOFOLLOW);
    const handle = await host.calls.open(path, flags, 0);
    try {
      const { ino, mtimeNs } = await handle.stat();
      const content = new Uint8Array(1024);
      const length = await handle.read(content, 0);
      return parseLockOwner(new TextDecoder().decode(content.subarray(0, length)), ino, mtimeNs);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || isAlreadyLocked(host, error)) return undefined;
    throw error;
  }
}

function parseLockOwner(text: string, ino: bigint, heartbeat: bigint): LockOwner {
  const unwritten = { id: `${ino}`, heartbeat, isForeign: text !== '' };
  try {
    const json = asJsonObject(JSON.parse(text));
    const { id, pid, host } = json;
    if (json['mark'] !== mark || typeof id !== 'string') return unwritten;
    if (typeof pid !== 'number' || typeof host !== 'string') return unwritten;
    return { id, heartbeat, process: { pid, host }, isForeign: false };
  } catch {
    return unwritten;
  }
}

/** Whether the lock is abandoned. `idle` is for how many milliseconds it has not been touched. */
export function isStale(
  { hostname, isProcessAlive }: FileSystemHost,
  owner: LockOwner,
  idle: number,
): boolean {
  if (owner.isForeign) return false;
  if (owner.process?.host === hostname && !isProcessAlive(owner.process.pid)) return true;
  return idle > (owner.process ? staleMilliseconds : unwrittenMilliseconds);
}

/**
 * Removes a stale lock, but never its successor: a second lock, named after the first one's id, decides
 * which process may remove it. Returns whether the stale lock is gone.
 */
export async function breakLock(
  host: FileSystemHost,
  path: string,
  { id }: LockOwner,
  signal: AbortSignal,
  depth = 0,
): Promise<boolean> {
  const guardPath = `${path}.${sha256(id).slice(0, 8)}`;
  const guard = await tryCreateLock(host, guardPath, signal);
  if (!guard) {
    const owner = depth < 3 ? await readLockOwner(host, guardPath) : undefined;
    if (owner && isStale(host, owner, 0))
      await breakLock(host, guardPath, owner, signal, depth + 1);
    return false;
  }
  try {
    if ((await readLockOwner(host, path))?.id === id) await host.calls.unlink(path);
    return true;
  } finally {
    await guard.release();
  }
}
