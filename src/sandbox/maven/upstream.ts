/** A public Maven repository behind an external connection. */
export interface Upstream {
  /** The bytes at `path` (`org/x/y/1/y-1.pom`), or `undefined` when there is nothing. */
  read(path: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Whether there is something at `path`. */
  has(path: string, signal: AbortSignal): Promise<boolean>;
  /** The versions of an artifact. */
  versions(group: string, artifact: string, signal: AbortSignal): Promise<readonly string[]>;
  /** The plugins of a group, by prefix. */
  plugins(group: string, signal: AbortSignal): Promise<readonly Plugin[]>;
}

/** A plugin as a group's maven-metadata.xml names it. */
export interface Plugin {
  readonly name: string;
  readonly prefix: string;
  readonly artifact: string;
}

/** The upstream of an external connection's name, or `undefined` when it brings no Maven packages. */
export type FindUpstream = (connection: string) => Upstream | undefined;

/** An upstream that did not answer as it should: nothing is known, and nothing is kept. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
}

/** `org.apache` as a path: `org/apache`. */
export function groupPath(group: string): string {
  return group.replaceAll('.', '/');
}
