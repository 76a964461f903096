import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { serveApi, type Noted } from '../api/apiHandler';
import { isServiceError, ServiceError } from '../errors';
import type { Log } from '../log';
import { serveMaven } from '../maven/mavenHandler';
import { serveQuery } from '../query/queryHandler';
import type { Service } from '../service';
import { json, plain, type Answer } from './answer';

/** The HTTP server of `service`, not listening yet. It takes calls for loopback names alone. */
export function httpServer(service: () => Service, log: Log): Server {
  const server = createServer((request, response) => {
    handle(service(), log, request, response).catch((error: unknown) => {
      log(`error ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      response.destroy();
    });
  });
  // An upload of 5 GB has no total limit; a silent socket has one.
  server.requestTimeout = 0;
  server.timeout = 120_000;
  server.keepAliveTimeout = 30_000;
  return server;
}

async function handle(
  service: Service,
  log: Log,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now();
  const requestId = randomUUID();
  const noted: Noted = {};
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const answer = await answerTo(service, log, request, noted, requestId, gone.signal);
  await send(request, response, {
    ...answer,
    headers: { ...answer.headers, 'x-amzn-requestid': requestId },
  });
  const path = (request.url ?? '').split('?')[0] ?? '';
  const who = `${noted.operation ?? '-'} ${noted.user ?? '-'}`;
  const took = `${(performance.now() - started).toFixed(1)}ms`;
  log(`${request.method ?? ''} ${path} ${answer.status} ${took} ${who} ${requestId}`);
}

async function answerTo(
  service: Service,
  log: Log,
  request: IncomingMessage,
  noted: Noted,
  requestId: string,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    return await route(service, request, noted, requestId, signal);
  } catch (error) {
    if (isServiceError(error)) return errorAnswer(error);
    if (!signal.aborted)
      log(`error ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    return errorAnswer(new ServiceError('InternalServerException', 500, 'Internal server error'));
  }
}

async function route(
  service: Service,
  request: IncomingMessage,
  noted: Noted,
  requestId: string,
  signal: AbortSignal,
): Promise<Answer> {
  // A page in a browser could reach loopback under a name of its own (DNS rebinding).
  if (!isOwnHost(service, request.headers.host))
    return plain(421, 'This sandbox answers to its own address only.');
  const target = request.url ?? '/';
  if (!target.startsWith('/')) return plain(400, 'The request target must be a path.');
  const [pathname = '/'] = target.split('?');
  if (pathname.startsWith('/maven/')) return serveMaven(service, request, pathname, signal);
  if (request.method === 'POST' && pathname === '/')
    return serveQuery(service, request, noted, requestId);
  return serveApi(service, request, new URL(service.endpoint + target), noted, signal);
}

function isOwnHost(service: Service, host: string | undefined): boolean {
  const port = new URL(service.endpoint).port;
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** Errors of the API: the type in a header, the rest in the body. */
function errorAnswer({ type, status, message, members }: ServiceError): Answer {
  const headers = { 'x-amzn-errortype': type, ...retryAfter(members) };
  return json(status, message === '' ? members : { message, ...members }, headers);
}

function retryAfter(members: ServiceError['members']): Record<string, string> {
  const { retryAfterSeconds } = members;
  return typeof retryAfterSeconds === 'number' ? { 'retry-after': String(retryAfterSeconds) } : {};
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Answer,
): Promise<void> {
  const simple = typeof body === 'string' || Buffer.isBuffer(body);
  const length = simple ? { 'content-length': String(Buffer.byteLength(body)) } : {};
  // What is left of a refused upload must be read, or the client never sees the answer.
  request.resume();
  response.writeHead(status, { ...length, ...headers });
  if (request.method === 'HEAD') {
    if (!simple) body.destroy();
    response.end();
  } else if (simple) {
    response.end(body);
  } else {
    await pipeline(body, response).catch(() => response.destroy());
  }
}
