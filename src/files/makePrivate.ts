import { chmod } from 'node:fs/promises';
import { Failure } from '../core/failure';

/** Makes a file readable and writable by its owner only (mode 0600). Throws `file-unwritable`. */
export async function makePrivate(path: string): Promise<void> {
  try {
    await chmod(path, 0o600);
  } catch (error) {
    const errno = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new Failure('file-unwritable', path, { file: path, errno }, { cause: error });
  }
}
