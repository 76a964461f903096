import { constants, type BigIntStats } from 'node:fs';
import { Failure } from '../core/failure';
import { errnoOf } from './errors';
import type { Machine, OpenFile } from './machine';
import { temporaryName } from './names';
import { openPatiently, readAll } from './openRegular';
import { sameBytes } from './snapshot';

/**
 * Writes `bytes` to a new file beside `target`, safely on the disk and read back, and returns its
 * name. It is 0600 while it is written, and gets mode and owner of `like` at the end. On any failure
 * nothing stays behind.
 */
export async function writeTemporary(
  machine: Machine,
  target: string,
  bytes: Uint8Array,
  like: BigIntStats | undefined,
  signal: AbortSignal,
): Promise<string> {
  const path = temporaryName(target, machine.pid, machine.random());
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_RDWR;
  const file = await openPatiently(machine, path, flags, 0o600, signal);
  try {
    await fill(machine, file, target, bytes, like, signal);
    return path;
  } catch (error) {
    await machine.calls.unlink(path).catch(() => undefined);
    throw error;
  }
}

async function fill(
  machine: Machine,
  file: OpenFile,
  target: string,
  bytes: Uint8Array,
  like: BigIntStats | undefined,
  signal: AbortSignal,
): Promise<void> {
  let failed = true;
  try {
    await writeAll(file, bytes, signal);
    await takeLooks(machine, file, target, like);
    await file.sync();
    if (!sameBytes(await readAll(file, target, bytes.length, signal), bytes))
      throw new Failure('file-unwritable', target, {
        file: target,
        errno: 'EIO',
        reason: 'the disk did not keep what was written',
      });
    failed = false;
  } finally {
    // The first error is the one to tell; without one, a failing close is.
    await (failed ? file.close().catch(() => undefined) : file.close());
  }
}

async function writeAll(file: OpenFile, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    signal.throwIfAborted();
    const written = await file.write(bytes.subarray(at), at);
    if (written === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
    at += written;
  }
}

/** Owner first: changing it may clear bits of the mode. */
async function takeLooks(
  { platform, uid }: Machine,
  file: OpenFile,
  target: string,
  like: BigIntStats | undefined,
): Promise<void> {
  if (platform === 'win32') return;
  if (!like) return file.chmod(0o600);
  const own = await file.stat();
  if (own.uid !== like.uid || own.gid !== like.gid) {
    try {
      await file.chown(Number(like.uid), Number(like.gid));
    } catch (error) {
      const whose = uid !== undefined && like.uid !== BigInt(uid) ? 'owner' : 'group';
      throw new Failure(
        'file-unwritable',
        target,
        {
          file: target,
          errno: errnoOf(error) ?? 'EPERM',
          reason: `its ${whose} could not be kept`,
        },
        { cause: error },
      );
    }
  }
  return file.chmod(Number(like.mode) & 0o7777);
}
