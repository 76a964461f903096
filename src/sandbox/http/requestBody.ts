import type { IncomingMessage } from 'node:http';
import { ServiceError } from '../errors';

/** What a JSON or form body may hold. */
const maximumBytes = 2 * 1024 * 1024;

/** A whole small body. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBytes)
      throw new ServiceError('RequestEntityTooLargeException', 413, 'The request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
