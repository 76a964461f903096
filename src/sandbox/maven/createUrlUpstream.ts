import { createHash } from 'node:crypto';
import { parseMetadata } from './metadataXml';
import { groupPath, UpstreamError, type Upstream } from './upstream';

const responseTimeoutMs = 20_000;
const idleTimeoutMs = 60_000;
const maximumTextBytes = 16 * 1024 * 1024;

/** A Maven repository at an http or https URL. Bytes are compared with its `.sha1` where it has one. */
export function createUrlUpstream(base: string): Upstream {
  const root = base.endsWith('/') ? base : `${base}/`;
  const fetchMetadata = async (path: string, signal: AbortSignal) => {
    const text = await readText(`${root}${path}/maven-metadata.xml`, signal);
    return text === undefined ? undefined : parseMetadata(text);
  };
  return {
    async read(path, signal) {
      const url = root + path.split('/').map(encodeURIComponent).join('/');
      const body = await openUrl(url, signal);
      return body && withChecksumCheck(url, body, signal);
    },
    async has(path, signal) {
      const url = root + path.split('/').map(encodeURIComponent).join('/');
      return (await openUrl(url, signal, 'HEAD')) !== undefined;
    },
    versions: async (group, artifact, signal) =>
      (await fetchMetadata(`${groupPath(group)}/${artifact}`, signal))?.versions ?? [],
    plugins: async (group, signal) =>
      (await fetchMetadata(groupPath(group), signal))?.plugins ?? [],
  };
}

/** Ends with an error, after the last byte, when the bytes are not those of the published `.sha1`. */
async function* withChecksumCheck(
  url: string,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha1');
  for await (const chunk of body) {
    hash.update(chunk);
    yield chunk;
  }
  const published = /^\s*([0-9a-f]{40})\b/i.exec(
    (await readText(`${url}.sha1`, signal)) ?? '',
  )?.[1];
  if (published !== undefined && published.toLowerCase() !== hash.digest('hex'))
    throw new UpstreamError(`${url} does not have the SHA-1 that its repository publishes`);
}

async function readText(url: string, signal: AbortSignal): Promise<string | undefined> {
  const body = await openUrl(url, signal);
  if (!body) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maximumTextBytes) throw new UpstreamError(`${url} is too large`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function openUrl(
  url: string,
  signal: AbortSignal,
  method: 'GET' | 'HEAD' = 'GET',
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const timeout = new AbortController();
  let timer = setTimeout(() => timeout.abort(), responseTimeoutMs);
  try {
    const response = await fetch(url, {
      method,
      signal: AbortSignal.any([signal, timeout.signal]),
    });
    if (response.status === 404 || response.status === 410) {
      await response.body?.cancel();
      return undefined;
    }
    if (response.ok && method === 'HEAD') return emptyBody();
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new UpstreamError(`${url} answered ${response.status}`);
    }
    return withIdleTimeout(url, response.body, signal, () => {
      clearTimeout(timer);
      timer = setTimeout(() => timeout.abort(), idleTimeoutMs);
      return timer;
    });
  } catch (error) {
    throw toUpstreamError(url, error, signal);
  } finally {
    clearTimeout(timer);
  }
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {
  // A HEAD has no body.
}

/** The body, given up when no byte comes for a minute. */
async function* withIdleTimeout(
  url: string,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  restart: () => NodeJS.Timeout,
): AsyncGenerator<Uint8Array> {
  try {
    restart();
    for await (const chunk of body) {
      restart();
      yield chunk;
    }
  } catch (error) {
    throw toUpstreamError(url, error, signal);
  } finally {
    clearTimeout(restart());
  }
}

function toUpstreamError(url: string, error: unknown, signal: AbortSignal): Error {
  if (signal.aborted || error instanceof UpstreamError) return error as Error;
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new UpstreamError(`${url} could not be read: ${reason}`, { cause: error });
}
