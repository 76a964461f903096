/** What may be read. */
export interface ReadOptions {
  /** Larger files are refused. 16 MiB unless said. */
  readonly maxBytes?: number;
}

/**
 * The bytes of a regular file; undefined when there is none. Links are followed.
 * Throws `file-unsupported` for a folder, FIFO, socket or device (never opened), for a loop of
 * links and for a file above `maxBytes`, `file-unreadable` otherwise.
 */
export function readBytes(
  path: string,
  options: ReadOptions,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  throw new Error(`not built yet: ${path} ${String(options.maxBytes)} ${String(signal.aborted)}`);
}
