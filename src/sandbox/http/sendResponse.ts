import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HttpResponse } from './httpResponse';

/** A response whose body is in memory, open as a stream, or omitted. */
export interface OpenedResponse extends Omit<HttpResponse, 'body'> {
  readonly body: string | Buffer | Readable | undefined;
}

/** The errors of a response whose client is gone. */
const disconnectCodes = new Set([
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ECONNRESET',
  'EPIPE',
]);

/**
 * Sends a response and waits until it is sent or the client is gone; closes the body in any case.
 * Resolves with the error that ended the body early, if there was one. Rejects when the headers
 * cannot be sent; nothing is sent then.
 */
export async function sendResponse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, statusText, headers, body }: OpenedResponse,
): Promise<unknown> {
  const stream = body instanceof Readable ? body : undefined;
  const text = body instanceof Readable ? undefined : body;
  const length = text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) };
  // The rest of a refused upload must be read, or the client never sees the response.
  request.resume();
  try {
    if (statusText !== undefined) response.statusMessage = toReasonPhrase(statusText);
    response.writeHead(status, { ...length, ...headers });
    if (stream) {
      await pipeline(
        stream,
        source => withLengthCheck(source, headers['content-length']),
        response,
      );
    } else if (!response.destroyed) {
      const closed = new Promise(resolve => response.once('close', resolve));
      response.end(request.method === 'HEAD' ? undefined : text);
      await closed;
    }
    return undefined;
  } catch (error) {
    if (!response.headersSent) throw error;
    response.destroy();
    return disconnectCodes.has((error as NodeJS.ErrnoException).code ?? '') ? undefined : error;
  } finally {
    stream?.destroy();
  }
}

/** A reason phrase is one line of printable ASCII. */
function toReasonPhrase(text: string): string {
  return text.replace(/[^ -~]+/g, ' ').slice(0, 400);
}

/** Fails when the body is not as long as its Content-Length: a client would wait for more bytes. */
async function* withLengthCheck(
  source: AsyncIterable<Uint8Array>,
  contentLength: string | undefined,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    yield chunk;
  }
  if (contentLength !== undefined && bytes !== Number(contentLength))
    throw new Error(`The body has ${bytes} bytes instead of ${contentLength}`);
}
