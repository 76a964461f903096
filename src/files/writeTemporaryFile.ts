import { constants, type BigIntStats } from 'node:fs';
import { Failure } from '../core/failure';
import { errnoOf } from './fileErrors';
import type { FileSystemHost, OpenFile } from './fileSystemHost';
import { temporaryPath } from './lockAndTemporaryPaths';
import { openWithRetry, readAllBytes } from './openRegularFile';
import { bytesEqual } from './snapshot';

/**
 * Writes `bytes` to a new file in the folder of `target`, flushes and verifies it, and returns its path.
 * The file has mode 0600 while it is written, and the mode and owner of `originalStats` at the end.
 * Throws `file-unwritable` when the disk did not keep the bytes or the owner cannot be kept; any failure
 * deletes the file.
 */
export async function writeTemporaryFile(
  host: FileSystemHost,
  target: string,
  bytes: Uint8Array,
  originalStats: BigIntStats | undefined,
  signal: AbortSignal,
): Promise<string> {
  const path = temporaryPath(target, host.pid, host.randomHex());
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_RDWR;
  const file = await openWithRetry(host, path, flags, 0o600, signal);
  try {
    await writeAndVerify(host, file, target, bytes, originalStats, signal);
    return path;
  } catch (error) {
    await host.calls.unlink(path).catch(() => undefined);
    throw error;
  }
}

async function writeAndVerify(
  host: FileSystemHost,
  file: OpenFile,
  target: string,
  bytes: Uint8Array,
  originalStats: BigIntStats | undefined,
  signal: AbortSignal,
): Promise<void> {
  let failed = true;
  try {
    await writeAll(file, bytes, signal);
    await copyModeAndOwner(host, file, target, originalStats);
    await file.sync();
    if (!bytesEqual(await readAllBytes(file, target, bytes.length, signal), bytes))
      throw new Failure('file-unwritable', target, {
        file: target,
        errno: 'EIO',
        reason: 'the disk did not keep what was written',
      });
    failed = false;
  } finally {
    // An error of closing the file must not hide an earlier one.
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

/** Sets the owner first, because that can clear bits of the mode. */
async function copyModeAndOwner(
  { platform, uid }: FileSystemHost,
  file: OpenFile,
  target: string,
  originalStats: BigIntStats | undefined,
): Promise<void> {
  if (platform === 'win32') return;
  if (!originalStats) return file.chmod(0o600);
  const currentStats = await file.stat();
  if (currentStats.uid !== originalStats.uid || currentStats.gid !== originalStats.gid) {
    try {
      await file.chown(Number(originalStats.uid), Number(originalStats.gid));
    } catch (error) {
      const changedId = uid !== undefined && originalStats.uid !== BigInt(uid) ? 'owner' : 'group';
      throw new Failure(
        'file-unwritable',
        target,
        {
          file: target,
          errno: errnoOf(error) ?? 'EPERM',
          reason: `its ${changedId} cannot be kept`,
        },
        { cause: error },
      );
    }
  }
  return file.chmod(Number(originalStats.mode) & 0o7777);
}
