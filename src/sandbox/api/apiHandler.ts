import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { invalid, ServiceError } from '../errors';
import { json, type Answer } from '../http/answer';
import { bodyOf, readBody } from '../http/requestBody';
import { authorise } from '../iam/authorise';
import { accessKey } from '../iam/users';
import type { Service } from '../service';
import { verifySignature } from '../signature/verify';
import { Download, type Operation } from './operation';
import { findOperation } from './table';

/** Who called what, for the log. */
export interface Noted {
  operation?: string;
  user?: string;
}

/** Serves the REST-JSON API under `/v1/`. Throws `ServiceError`s. */
export async function serveApi(
  service: Service,
  request: IncomingMessage,
  url: URL,
  noted: Noted,
  signal: AbortSignal,
): Promise<Answer> {
  const operation = findOperation(request.method ?? '', url.pathname);
  if (!operation) throw new ServiceError('UnknownOperationException', 404, '');
  noted.operation = operation.name;
  const body = operation.streams ? Buffer.alloc(0) : await readBody(request);
  const user = signer(service, request, operation, body);
  noted.user = user;
  const prepared = operation.prepare({
    query: url.searchParams,
    header: name => single(request.headers[name]),
    body: parseBody(body),
  });
  authorise(service, user, prepared.permissions(service));
  const result = await prepared.run(service, { user, body: bodyOf(request), signal });
  if (result instanceof Download)
    return { status: 200, headers: result.headers, body: result.body };
  return json(200, result);
}

function signer(
  service: Service,
  request: IncomingMessage,
  operation: Operation,
  body: Buffer,
): string {
  const claimed = single(request.headers['x-amz-content-sha256']);
  const actual = createHash('sha256').update(body).digest('hex');
  if (!operation.streams && claimed !== undefined && claimed !== actual)
    throw new ServiceError(
      'InvalidSignatureException',
      403,
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  const payloadHash = operation.streams ? (claimed ?? actual) : actual;
  const { method = 'GET', url: target = '/', headers } = request;
  return verifySignature({ method, target, headers, payloadHash }, 'codeartifact', {
    regions: [service.region],
    now: service.now,
    accessKey: id => accessKey(service.store, id),
  });
}

function parseBody(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw invalid('The request body is not valid JSON', 'CANNOT_PARSE');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('The request body is not a JSON object', 'CANNOT_PARSE');
  return value as Readonly<Record<string, unknown>>;
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header;
}
