import { errnoOf, toFileFailure } from './fileErrors';
import { localFileSystemHost, type FileSystemHost } from './fileSystemHost';
import { defaultMaxBytes, openRegularFile, readAllBytes } from './openRegularFile';
import { resolveSymbolicLinks, type SymbolicLinkPolicy } from './resolveSymbolicLinks';

/** What may be read. */
export interface ReadBytesOptions {
  /** Larger files are refused. 16 MiB unless said. */
  readonly maxBytes?: number;
  /** A link is followed unless said. */
  readonly symbolicLink?: SymbolicLinkPolicy;
  /** This computer unless said. */
  readonly host?: FileSystemHost;
}

/**
 * The bytes of a regular file; undefined when there is none.
 * Throws `file-unsupported` for a folder, pipe, socket or device (never opened), for a circle of
 * links and for a file above `maxBytes`, `file-unreadable` otherwise.
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
