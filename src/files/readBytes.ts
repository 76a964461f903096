import { errnoOf, toFailure } from './errors';
import { thisMachine, type Machine } from './machine';
import { largestBytes, openRegular, readAll } from './openRegular';
import { resolveTarget, type Links } from './target';

/** What may be read. */
export interface ReadOptions {
  /** Larger files are refused. 16 MiB unless said. */
  readonly maxBytes?: number;
  /** A link is followed unless said. */
  readonly symbolicLink?: Links;
  /** This computer unless said. */
  readonly machine?: Machine;
}

/**
 * The bytes of a regular file; undefined when there is none.
 * Throws `file-unsupported` for a folder, pipe, socket or device (never opened), for a circle of
 * links and for a file above `maxBytes`, `file-unreadable` otherwise.
 */
export async function readBytes(
  path: string,
  options: ReadOptions,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const machine = options.machine ?? thisMachine;
  signal.throwIfAborted();
  try {
    const file = await openRegular(
      machine,
      await resolveTarget(machine, path, options.symbolicLink),
      signal,
    );
    try {
      return await readAll(file, path, options.maxBytes ?? largestBytes, signal);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw toFailure(error, path, 'file-unreadable');
  }
}
