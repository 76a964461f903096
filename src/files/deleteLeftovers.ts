import path from 'node:path';
import { isCancelled } from '../core/failure';
import { breakLock, isStale, readLockOwner } from './lock';
import { localFileSystemHost, type FileSystemHost } from './fileSystemHost';
import { parseLockOrTemporaryName } from './lockAndTemporaryPaths';

const minAgeMilliseconds = 10_000;
const maxTemporaryAgeMilliseconds = 3_600_000;

/**
 * Deletes the temporary files and locks that a killed process of this extension left in `folder`. They
 * are recognized by name and content, are older than 10 s, and their process has ended. Returns the
 * deleted names. Does not throw for a folder that is missing or cannot be read.
 */
export async function deleteLeftovers(
  folder: string,
  options: { readonly machine?: FileSystemHost },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const host = options.machine ?? localFileSystemHost;
  const names = await host.calls.readdir(folder).catch(() => []);
  const deleted: string[] = [];
  for (const name of names) {
    signal.throwIfAborted();
    if (
      parseLockOrTemporaryName(name) &&
      (await deleteIfAbandoned(host, path.join(folder, name), name, signal))
    )
      deleted.push(name);
  }
  return deleted;
}

/** Deletes all temporary files of `file`. Only the holder of its lock makes them and may delete them. */
export async function deleteTemporaryFiles(host: FileSystemHost, file: string): Promise<void> {
  const folder = path.dirname(file);
  for (const name of await host.calls.readdir(folder)) {
    const parsed = parseLockOrTemporaryName(name);
    if (parsed?.kind === 'temporary' && parsed.base === path.basename(file))
      await host.calls.unlink(path.join(folder, name)).catch(() => undefined);
  }
}

async function deleteIfAbandoned(
  host: FileSystemHost,
  file: string,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const stats = await host.calls.lstat(file);
    const age = host.now() - Number(stats.mtimeMs);
    if (!stats.isFile() || age < minAgeMilliseconds) return false;
    const parsed = parseLockOrTemporaryName(name);
    if (parsed?.kind === 'temporary') {
      if (host.isProcessAlive(parsed.pid) && age < maxTemporaryAgeMilliseconds) return false;
      await host.calls.unlink(file);
      return true;
    }
    const owner = await readLockOwner(host, file);
    return owner && isStale(host, owner, age) ? await breakLock(host, file, owner, signal) : false;
  } catch (error) {
    if (isCancelled(error)) throw error;
    return false;
  }
}
