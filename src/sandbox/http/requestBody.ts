import type { IncomingMessage } from 'node:http';
import { ServiceError } from '../serviceError';

/** What a JSON or form body may hold. */
const maximumBytes = 2 * 1024 * 1024;

/** The bytes of a body. The connection stays open when reading stops early, so an answer can be sent. */
export function requestBodyStream(request: IncomingMessage): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) };
}

/** A whole small body. Throws a `ServiceError` for one that is too large. */
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
