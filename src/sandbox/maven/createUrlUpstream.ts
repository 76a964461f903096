import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parseMetadata } from './metadataXml';
import { groupPath, UpstreamError, type Upstream } from './upstream';
import { toUpstreamError, UpstreamClient, type UpstreamAccess } from './upstreamClient';

const maximumTextBytes = 16 * 1024 * 1024;

/**
 * Creates the upstream at an http or https URL. It compares files with the `.sha1` beside them where
 * there is one.
 */
export function createUrlUpstream(base: string, access: UpstreamAccess = {}): Upstream {
  const root = new URL(base.endsWith('/') ? base : `${base}/`);
  // They would be in every message; settings.xml is the place for credentials.
  root.username = root.password = '';
  const client = new UpstreamClient(root, access);
  const fileUrl = (path: string) =>
    new URL(path.split('/').map(encodeURIComponent).join('/'), root);
  const fetchMetadata = async (folder: string, signal: AbortSignal) => {
    const url = fileUrl(`${folder}/maven-metadata.xml`);
    const text = await readText(client, url, signal);
    if (text !== undefined && !/<metadata[\s>/]/.test(text))
      throw new UpstreamError(`${url.href} is not a maven-metadata.xml`);
    return text === undefined ? undefined : parseMetadata(text);
  };
  return {
    async read(path, signal) {
      const url = fileUrl(path);
      const response = await openFile(client, url, 'GET', signal);
      return response && withChecksumCheck(client, url, response, signal);
    },
    async has(path, signal) {
      const response = await openFile(client, fileUrl(path), 'HEAD', signal);
      response?.resume();
      return response !== undefined;
    },
    versions: async (group, artifact, signal) =>
      (await fetchMetadata(`${groupPath(group)}/${artifact}`, signal))?.versions ?? [],
    plugins: async (group, signal) =>
      (await fetchMetadata(groupPath(group), signal))?.plugins ?? [],
  };
}

/** Opens a file; `undefined` when it does not exist. Throws `UpstreamError` for anything but a file. */
async function openFile(
  client: UpstreamClient,
  url: URL,
  method: 'GET' | 'HEAD',
  signal: AbortSignal,
): Promise<IncomingMessage | undefined> {
  const response = await client.send(url, method, signal);
  const { statusCode = 0, headers } = response;
  if (statusCode === 404 || statusCode === 410) {
    response.resume();
    return undefined;
  }
  const problem = findProblem(url, response);
  if (problem === undefined) return response;
  response.destroy();
  throw new UpstreamError(`${url.href} ${problem}`, {
    ...(statusCode === 429 && { throttling: { retryAfter: headers['retry-after'] } }),
  });
}

const webPage = 'answered with a web page instead of the file, as a proxy or a sign-in page does';

function findProblem(
  { pathname }: URL,
  { statusCode = 0, statusMessage = '', headers }: IncomingMessage,
): string | undefined {
  if (statusCode !== 200) return `answered ${`${statusCode} ${statusMessage}`.trim()}`;
  const type = headers['content-type'] ?? '';
  if (!isWebPagePath(pathname) && /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type))
    return webPage;
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding === 'identity' ? undefined : `answered with the content encoding ${encoding}`;
}

function isWebPagePath(pathname: string): boolean {
  return /\.x?html?$/i.test(pathname);
}

function isWebPage(chunk: Uint8Array): boolean {
  const start = Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(chunk.length, 200));
  return /^\s*<(!doctype html|html[\s>])/i.test(start.toString('latin1'));
}

/** The bytes of a file. Throws `UpstreamError` when they are incomplete, a web page or have another SHA-1. */
async function* withChecksumCheck(
  client: UpstreamClient,
  url: URL,
  response: IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha1');
  let isStart = true;
  for await (const chunk of readBody(url, response, signal)) {
    if (isStart && !isWebPagePath(url.pathname) && isWebPage(chunk))
      throw new UpstreamError(`${url.href} ${webPage}`);
    isStart = false;
    hash.update(chunk);
    yield chunk;
  }
  const text = (await readText(client, new URL(`${url.href}.sha1`), signal)) ?? '';
  const published = /\b[0-9a-f]{40}\b/i.exec(text)?.[0];
  if (published !== undefined && published.toLowerCase() !== hash.digest('hex'))
    throw new UpstreamError(`${url.href} does not match its published SHA-1`);
}

async function readText(
  client: UpstreamClient,
  url: URL,
  signal: AbortSignal,
): Promise<string | undefined> {
  const response = await openFile(client, url, 'GET', signal);
  if (!response) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of readBody(url, response, signal)) {
    size += chunk.length;
    if (size > maximumTextBytes) throw new UpstreamError(`${url.href} is larger than 16 MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function* readBody(
  url: URL,
  response: IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    yield* response as AsyncIterable<Buffer>;
  } catch (error) {
    throw toUpstreamError(url.href, error, signal);
  }
}
