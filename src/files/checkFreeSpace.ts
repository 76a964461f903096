import { statfs } from 'node:fs/promises';
import { Failure } from '../core/failure';

const megabyte = 1_000_000;

/**
 * Throws `disk-full` when the disk of `folder` has less free space than `bytes`. A disk that does not
 * report its free space passes.
 */
export async function checkFreeSpace(folder: string, bytes: number): Promise<void> {
  const stats = await statfs(folder).catch(() => undefined);
  if (!stats || stats.blocks === 0 || stats.bavail * stats.bsize >= bytes) return;
  const free = Math.floor((stats.bavail * stats.bsize) / megabyte);
  const reason = `${Math.ceil(bytes / megabyte)} MB are needed, ${free} MB are free`;
  throw new Failure('disk-full', folder, { reason });
}
