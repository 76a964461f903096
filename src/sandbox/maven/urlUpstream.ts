import { createHash } from 'node:crypto';
import { readMetadata } from './metadataXml';
import { groupPath, UpstreamFailed, type Upstream } from './upstream';

const answerMs = 20_000;
const silenceMs = 60_000;
const metadataBytes = 16 * 1024 * 1024;

/** A Maven repository at an http or https URL. Bytes are compared with its `.sha1` where it has one. */
export function urlUpstream(base: string): Upstream {
  const root = base.endsWith('/') ? base : `${base}/`;
  const metadata = async (path: string, signal: AbortSignal) => {
    const text = await readText(`${root}${path}/maven-metadata.xml`, signal);
    return text === undefined ? undefined : readMetadata(text);
  };
  return {
    async read(path, signal) {
      const url = root + path.split('/').map(encodeURIComponent).join('/');
      const body = await get(url, signal);
      return body && checked(url, body, signal);
    },
    async has(path, signal) {
      const url = root + path.split('/').map(encodeURIComponent).join('/');
      return (await get(url, signal, 'HEAD')) !== undefined;
    },
    versions: async (group, artifact, signal) =>
      (await metadata(`${groupPath(group)}/${artifact}`, signal))?.versions ?? [],
    plugins: async (group, signal) => (await metadata(groupPath(group), signal))?.plugins ?? [],
  };
}

/** Ends with an error, after the last byte, when the bytes are not those of the published `.sha1`. */
async function* checked(
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
    throw new UpstreamFailed(`${url} does not have the SHA-1 that its repository publishes`);
}

async function readText(url: string, signal: AbortSignal): Promise<string | undefined> {
  const body = await get(url, signal);
  if (!body) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > metadataBytes) throw new UpstreamFailed(`${url} is too large`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function get(
  url: string,
  signal: AbortSignal,
  method: 'GET' | 'HEAD' = 'GET',
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const watchdog = new AbortController();
  let timer = setTimeout(() => watchdog.abort(), answerMs);
  try {
    const response = await fetch(url, {
      method,
      signal: AbortSignal.any([signal, watchdog.signal]),
    });
    if (response.status === 404 || response.status === 410) {
      await response.body?.cancel();
      return undefined;
    }
    if (response.ok && method === 'HEAD') return nothing();
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new UpstreamFailed(`${url} answered ${response.status}`);
    }
    return watched(url, response.body, signal, () => {
      clearTimeout(timer);
      timer = setTimeout(() => watchdog.abort(), silenceMs);
      return timer;
    });
  } catch (error) {
    throw failed(url, error, signal);
  } finally {
    clearTimeout(timer);
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A HEAD has no body.
}

/** The body, given up when no byte comes for a minute. */
async function* watched(
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
    throw failed(url, error, signal);
  } finally {
    clearTimeout(restart());
  }
}

function failed(url: string, error: unknown, signal: AbortSignal): Error {
  if (signal.aborted || error instanceof UpstreamFailed) return error as Error;
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UpstreamFailed(`${url} could not be read: ${why}`, { cause: error });
}
