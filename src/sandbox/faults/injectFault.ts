import { setTimeout as wait } from 'node:timers/promises';
import { Readable } from 'node:stream';
import type { HttpResponse, BodyOpener } from '../http/httpResponse';
import { ServiceError } from '../serviceError';
import type { Fault } from './faults';

/**
 * Applies the delay of `fault`, then returns the response that it sets or throws the `ServiceError`
 * that it sets; returns `undefined` when the request is to be handled as usual.
 */
export async function injectFault(
  fault: Fault | undefined,
  signal: AbortSignal,
): Promise<HttpResponse | undefined> {
  if (!fault) return undefined;
  if (fault.latencyMs !== undefined) await wait(fault.latencyMs, undefined, { signal });
  const { status, body, retryAfterSeconds } = fault;
  if (body !== undefined) {
    const headers = { 'content-type': fault.contentType ?? 'text/html' };
    return { status: status ?? 200, headers, body };
  }
  if (status === undefined) return undefined;
  const members = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  throw new ServiceError(
    fault.type ?? defaultErrorType(status),
    status,
    fault.message ?? '',
    members,
  );
}

function defaultErrorType(status: number): string {
  if (status === 429) return 'ThrottlingException';
  return status === 503 ? 'ServiceUnavailableException' : 'InternalServerException';
}

/** The response with the wrong length or the premature end that `fault` sets. */
export function corruptResponse(fault: Fault | undefined, response: HttpResponse): HttpResponse {
  if (fault?.truncateAfterBytes === undefined && fault?.lengthOffset === undefined) return response;
  const { headers, body } = response;
  const actual =
    typeof body === 'string' || Buffer.isBuffer(body)
      ? Buffer.byteLength(body)
      : Number(headers['content-length'] ?? 0);
  const length = Math.max(0, actual + (fault.lengthOffset ?? 0));
  const byteLimit = fault.truncateAfterBytes ?? actual;
  return {
    ...response,
    headers: { ...headers, 'content-length': String(length) },
    body: truncateBody(body, Math.min(byteLimit, length), byteLimit < length),
  };
}

/** Opens a stream of the first `limit` bytes of `body`, which then fails if `failsAtEnd` is set. */
function truncateBody(body: HttpResponse['body'], limit: number, failsAtEnd: boolean): BodyOpener {
  return async () => {
    const source = typeof body === 'function' ? await body() : Readable.from([Buffer.from(body)]);
    const stream = Readable.from(truncateStream(source, limit, failsAtEnd));
    // A generator that is closed before its first read does not close its source.
    stream.once('close', () => source.destroy());
    return stream;
  };
}

async function* truncateStream(
  source: AsyncIterable<Uint8Array>,
  limit: number,
  failsAtEnd: boolean,
): AsyncGenerator<Uint8Array> {
  let remaining = limit;
  for await (const chunk of source) {
    if (remaining <= 0) break;
    yield chunk.subarray(0, remaining);
    remaining -= chunk.length;
  }
  if (!failsAtEnd) return;
  // The bytes must reach the client before the connection closes.
  await wait(20);
  throw new Error('A fault ends this response here');
}
