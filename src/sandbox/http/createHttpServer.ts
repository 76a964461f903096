import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { serveApi, type RequestLogFields } from '../api/serveApi';
import { findOperation } from '../api/operations';
import { isServiceError } from '../serviceError';
import { FatalError } from '../fatalError';
import type { ErrorHandler } from '../errorHandler';
import type { Fault, Faults } from '../faults/faults';
import { injectFault, corruptResponse } from '../faults/injectFault';
import { serveFaults } from '../faults/serveFaults';
import type { Log } from '../log';
import { serveMaven } from '../maven/serveMaven';
import { serveQuery } from '../query/serveQuery';
import type { Service } from '../service';
import { textResponse, type HttpResponse, type BufferedResponse } from './httpResponse';
import { errorResponse } from './errorResponse';
import { withAbort, type OpenRequests } from './openRequests';
import { sendResponse, type OpenedResponse } from './sendResponse';

const uploadIdleTimeoutMs = 60_000;

/** What an HTTP server needs. */
export interface HttpServerOptions {
  readonly service: () => Service;
  readonly log: Log;
  readonly faults: Faults | undefined;
  readonly openRequests: OpenRequests;
  readonly errorHandler: ErrorHandler;
}

/** Creates the HTTP server of a sandbox, not listening yet. It answers only to loopback host names. */
export function createHttpServer(options: HttpServerOptions): Server {
  const { openRequests } = options;
  const server = createServer((request, response) => {
    const { service, log, faults, errorHandler } = options;
    openRequests
      .run(abortSignal =>
        handleRequest(
          { service: service(), log, faults, errorHandler, abortSignal },
          request,
          response,
        ),
      )
      .catch((error: unknown) => {
        options.errorHandler.handle('error', error);
        if (response.headersSent) response.destroy();
        else sendResponse(request, response, errorResponse(error)).catch(() => response.destroy());
      });
  });
  // An upload of 5 GB may take long, and an answer may wait for a public repository.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 30_000;
  return server;
}

interface RequestContext {
  readonly service: Service;
  readonly log: Log;
  readonly faults: Faults | undefined;
  readonly errorHandler: ErrorHandler;
  readonly abortSignal: AbortSignal;
}

/** A request and what is known about it so far. */
interface RequestState {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly logFields: RequestLogFields;
  readonly signal: AbortSignal;
}

async function handleRequest(
  context: RequestContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now();
  setUploadIdleTimeout(request);
  const disconnected = new AbortController();
  response.on('close', () => disconnected.abort());
  // The code that reads or writes handles errors; without a listener, later ones would be uncaught.
  request.on('error', () => undefined);
  response.on('error', () => undefined);
  const state: RequestState = {
    request,
    requestId: randomUUID(),
    logFields: {},
    signal: disconnected.signal,
  };
  const { requestId, logFields } = state;
  const fault = context.faults?.nextFault(faultTarget(request));
  const httpResponse = await createResponse(context, state, fault);
  const [path = ''] = (request.url ?? '').split('?');
  let result: string | number = 'dropped';
  if (fault?.drop === true) response.destroy();
  else {
    const openedResponse = await openBody(context, state, httpResponse);
    const clockSkewed = (context.faults?.skewMs ?? 0) !== 0;
    const date = clockSkewed ? { date: context.service.now().toUTCString() } : {};
    const headers = { ...openedResponse.headers, ...date, 'x-amzn-requestid': requestId };
    const bodyError = await sendResponse(request, response, { ...openedResponse, headers });
    result =
      bodyError === undefined ? openedResponse.status : `${openedResponse.status} incomplete`;
    if (bodyError !== undefined) context.errorHandler.handle('error', bodyError);
  }
  const caller = `${logFields.operation ?? '-'} ${logFields.user ?? '-'}`;
  const duration = `${(performance.now() - started).toFixed(1)}ms`;
  context.log(`${request.method ?? ''} ${path} ${result} ${duration} ${caller} ${requestId}`);
}

async function createResponse(
  context: RequestContext,
  state: RequestState,
  fault: Fault | undefined,
): Promise<HttpResponse> {
  try {
    const respond = async () =>
      (await injectFault(fault, state.signal)) ??
      corruptResponse(fault, await route(context, state));
    return await withAbort(respond, context.abortSignal);
  } catch (error) {
    return handleError(context, state, error);
  }
}

/** The response for `error`, which is logged unless the API defines it or the client is gone. */
function handleError(
  { errorHandler }: RequestContext,
  { signal }: RequestState,
  error: unknown,
): BufferedResponse {
  const isExpected = isServiceError(error) || (signal.aborted && !(error instanceof FatalError));
  if (!isExpected) errorHandler.handle('error', error);
  return errorResponse(error);
}

/** Opens the body before the headers are sent, so that a body that cannot be opened gets an error response. */
async function openBody(
  context: RequestContext,
  state: RequestState,
  httpResponse: HttpResponse,
): Promise<OpenedResponse> {
  const { body } = httpResponse;
  if (typeof body !== 'function') return { ...httpResponse, body };
  // A HEAD opens nothing: nobody would listen when the stream fails later.
  if (state.request.method === 'HEAD' || state.signal.aborted)
    return { ...httpResponse, body: undefined };
  try {
    return { ...httpResponse, body: await body() };
  } catch (error) {
    return handleError(context, state, error);
  }
}

/** Closes the connection of an upload that receives no byte for a minute. */
function setUploadIdleTimeout(request: IncomingMessage): void {
  if (request.method !== 'PUT' && request.method !== 'POST') return;
  request.setTimeout(uploadIdleTimeoutMs, () => request.destroy());
  request.once('end', () => request.setTimeout(0));
}

/** The name that faults use for a request; `undefined` for the path that sets faults. */
function faultTarget({ method = '', url = '/' }: IncomingMessage): string | undefined {
  const [path = '/'] = url.split('?');
  if (path.startsWith('/maven/')) return 'maven';
  if (path.startsWith('/_sandbox/')) return undefined;
  return path === '/' ? 'query' : (findOperation(method, path)?.name ?? '-');
}

async function route(
  { service, faults }: RequestContext,
  { request, requestId, logFields, signal }: RequestState,
): Promise<HttpResponse> {
  // A web page could reach the loopback address under its own host name (DNS rebinding).
  if (!isOwnHost(service, request.headers.host))
    return textResponse(421, 'The sandbox accepts requests only for 127.0.0.1 and localhost.');
  const target = request.url ?? '/';
  if (!target.startsWith('/')) return textResponse(400, 'The request target must be a path.');
  const [pathname = '/'] = target.split('?');
  if (pathname.startsWith('/maven/')) return serveMaven(service, request, pathname, signal);
  if (request.method === 'POST' && pathname === '/')
    return serveQuery(service, request, logFields, requestId);
  if (faults && pathname === '/_sandbox/faults') return serveFaults(faults, request);
  return serveApi(service, request, new URL(service.endpoint + target), logFields, signal);
}

function isOwnHost(service: Service, host: string | undefined): boolean {
  const port = new URL(service.endpoint).port;
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}
