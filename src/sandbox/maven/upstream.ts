/** The Maven repository behind an external connection. All methods reject with `UpstreamError`. */
export interface Upstream {
  /**
   * The bytes of the file at `path`, such as `org/x/y/1/y-1.pom`; `undefined` when it does not exist.
   * Reading them throws `UpstreamError` when they turn out to be incomplete or wrong.
   */
  read(path: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Whether there is a file at `path`. */
  has(path: string, signal: AbortSignal): Promise<boolean>;
  /** The versions of an artifact. */
  versions(group: string, artifact: string, signal: AbortSignal): Promise<readonly string[]>;
  /** The plugins of a group, by prefix. */
  plugins(group: string, signal: AbortSignal): Promise<readonly Plugin[]>;
}

/** A plugin in the maven-metadata.xml of its group. */
export interface Plugin {
  readonly name: string;
  readonly prefix: string;
  readonly artifact: string;
}

/** Finds the upstream of an external connection; `undefined` when it has none for Maven. */
export type FindUpstream = (connection: string) => Upstream | undefined;

/** An upstream did not answer as it should. Nothing of its answer is stored. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  /** Set when the upstream limits the rate of requests (429), with its Retry-After. */
  readonly throttling: { readonly retryAfter: string | undefined } | undefined;

  constructor(
    message: string,
    {
      throttling,
      ...options
    }: ErrorOptions & { readonly throttling?: UpstreamError['throttling'] } = {},
  ) {
    super(message, options);
    this.throttling = throttling;
  }
}

/** The path of a group: `org/apache` for `org.apache`. */
export function groupPath(group: string): string {
  return group.replaceAll('.', '/');
}
