import { setTimeout as wait } from 'node:timers/promises';
import { Readable } from 'node:stream';
import type { Answer, OpenBody } from '../http/answer';
import { ServiceError } from '../errors';
import type { Fault } from './faults';

/** Waits as `fault` says, then throws or answers in its stead; `undefined` lets the call run. */
export async function beforeCall(
  fault: Fault | undefined,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  if (!fault) return undefined;
  if (fault.latencyMs !== undefined) await wait(fault.latencyMs, undefined, { signal });
  const { status, body, retryAfterSeconds } = fault;
  if (body !== undefined) {
    const headers = { 'content-type': fault.contentType ?? 'text/html' };
    return { status: status ?? 200, headers, body };
  }
  if (status === undefined) return undefined;
  const members = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  throw new ServiceError(fault.type ?? typeOf(status), status, fault.message ?? '', members);
}

function typeOf(status: number): string {
  if (status === 429) return 'ThrottlingException';
  return status === 503 ? 'ServiceUnavailableException' : 'InternalServerException';
}

/** The answer as `fault` spoils it: a wrong length, or an end in the middle. */
export function spoil(fault: Fault | undefined, answer: Answer): Answer {
  if (fault?.truncateAfterBytes === undefined && fault?.lengthOffset === undefined) return answer;
  const { headers, body } = answer;
  const actual =
    typeof body === 'string' || Buffer.isBuffer(body)
      ? Buffer.byteLength(body)
      : Number(headers['content-length'] ?? 0);
  const length = Math.max(0, actual + (fault.lengthOffset ?? 0));
  const cut = fault.truncateAfterBytes ?? actual;
  return {
    ...answer,
    headers: { ...headers, 'content-length': String(length) },
    body: firstBytes(body, Math.min(cut, length), cut < length),
  };
}

/** A stream of the first `limit` bytes; it fails after them when the answer is to break off. */
function firstBytes(body: Answer['body'], limit: number, breaks: boolean): OpenBody {
  return async () => {
    const source = typeof body === 'function' ? await body() : Readable.from([Buffer.from(body)]);
    const stream = Readable.from(cut(source, limit, breaks));
    // A stream that ends before its first read never gets to its source.
    stream.once('close', () => source.destroy());
    return stream;
  };
}

async function* cut(
  source: AsyncIterable<Uint8Array>,
  limit: number,
  breaks: boolean,
): AsyncGenerator<Uint8Array> {
  let left = limit;
  for await (const chunk of source) {
    if (left <= 0) break;
    yield chunk.subarray(0, left);
    left -= chunk.length;
  }
  if (!breaks) return;
  // What was sent must be on its way before the connection is cut.
  await wait(20);
  throw new Error('The answer breaks off here, as it was told to');
}
