import type { IncomingMessage } from 'node:http';
import { ServiceError } from '../serviceError';

/** The largest JSON or form body. */
const maximumBytes = 2 * 1024 * 1024;

/** The bytes of a body. Reading may stop early; the connection stays open for the response. */
export function requestBodyStream(request: IncomingMessage): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) };
}

/** Reads a whole body. Throws a `ServiceError` (413) when it has more than 2 MiB. */
export async function readRequestBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of requestBodyStream(request)) {
    size += chunk.length;
    if (size > maximumBytes)
      throw new ServiceError('RequestEntityTooLargeException', 413, 'The request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
