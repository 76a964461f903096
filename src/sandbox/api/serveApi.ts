import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { validationError, ServiceError } from '../serviceError';
import { jsonResponse, type HttpResponse } from '../http/httpResponse';
import { requestBodyStream, readRequestBody } from '../http/requestBody';
import { authorize } from '../iam/authorize';
import { findAccessKey } from '../iam/users';
import type { Service } from '../service';
import { verifySignature } from '../signature/verifySignature';
import { BinaryResponse, type Operation } from './operation';
import { findOperation } from './operations';
import { isJsonObject } from '../../shared/json';

/** What the log says about a request: the operation and the caller, as soon as they are known. */
export interface RequestLogFields {
  operation?: string;
  user?: string;
}

/** Serves the REST-JSON API under `/v1/`; fills in `logFields`. Throws `ServiceError`. */
export async function serveApi(
  service: Service,
  request: IncomingMessage,
  url: URL,
  logFields: RequestLogFields,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const operation = findOperation(request.method ?? '', url.pathname);
  if (!operation) throw new ServiceError('UnknownOperationException', 404, '');
  logFields.operation = operation.name;
  const body = operation.streamsBody ? Buffer.alloc(0) : await readRequestBody(request);
  const user = authenticate(service, request, operation, body);
  logFields.user = user;
  const prepared = operation.prepare({
    query: url.searchParams,
    header: name => joinHeader(request.headers[name]),
    body: parseBody(body),
  });
  authorize(service, user, prepared.permissions(service));
  const result = await prepared.run(service, { user, body: requestBodyStream(request), signal });
  if (result instanceof BinaryResponse)
    return { status: 200, headers: result.headers, body: result.body };
  return jsonResponse(200, result);
}

function authenticate(
  service: Service,
  request: IncomingMessage,
  operation: Operation,
  body: Buffer,
): string {
  const declaredHash = joinHeader(request.headers['x-amz-content-sha256']);
  const actualHash = createHash('sha256').update(body).digest('hex');
  if (!operation.streamsBody && declaredHash !== undefined && declaredHash !== actualHash)
    throw new ServiceError(
      'InvalidSignatureException',
      403,
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  const payloadHash = operation.streamsBody ? (declaredHash ?? actualHash) : actualHash;
  const { method = 'GET', url: target = '/', headers } = request;
  return verifySignature({ method, target, headers, payloadHash }, 'codeartifact', {
    regions: [service.region],
    now: service.now,
    accessKey: id => findAccessKey(service.store, id),
  });
}

function parseBody(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw validationError('The request body is not valid JSON', 'CANNOT_PARSE');
  }
  if (!isJsonObject(value) || Array.isArray(value))
    throw validationError('The request body is not a JSON object', 'CANNOT_PARSE');
  return value;
}

function joinHeader(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header;
}
