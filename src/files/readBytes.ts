import { errnoOf, toFileFailure } from './fileErrors';
import { localFileSystemHost, type FileSystemHost } from './fileSystemHost';
import { defaultMaxBytes, openRegularFile, readAllBytes } from './openRegularFile';
import { resolveSymbolicLinks, type SymbolicLinkPolicy } from './resolveSymbolicLinks';

/** How a file is read. */
export interface ReadBytesOptions {
  /** Larger files are refused. Defaults to 16 MiB. */
  readonly maxBytes?: number;
  /** Defaults to `follow`. */
  readonly symbolicLink?: SymbolicLinkPolicy;
  /** Defaults to this computer. */
  readonly host?: FileSystemHost;
}

/**
 * Reads a regular file; undefined when it does not exist. Throws `file-unsupported` for a folder, pipe,
 * socket or device (which are never opened), for a cycle of links and for a file above `maxBytes`, and
 * `file-unreadable` otherwise.
 */
export async function readBytes(
  path: string,
  options: ReadBytesOptions,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const host = options.host ?? localFileSystemHost;
  signal.throwIfAborted();
  try {
    const file = await openRegularFile(
      host,
      await resolveSymbolicLinks(host, path, options.symbolicLink),
      signal,
    );
    try {
      return await readAllBytes(file, path, options.maxBytes ?? defaultMaxBytes, signal);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw toFileFailure(error, path, 'file-unreadable');
  }
}
