import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { serveApi, type Noted } from '../api/apiHandler';
import { findOperation } from '../api/table';
import { isServiceError, ServiceError } from '../errors';
import type { Fault, Faults } from '../faults/faults';
import { beforeCall, spoil } from '../faults/faultyAnswer';
import { serveFaults } from '../faults/faultsHandler';
import type { Log } from '../log';
import { serveMaven } from '../maven/mavenHandler';
import { serveQuery } from '../query/queryHandler';
import type { Service } from '../service';
import { json, plain, type Answer } from './answer';

const silenceMs = 60_000;

/** The HTTP server of `service`, not listening yet. It takes calls for loopback names alone. */
export function httpServer(service: () => Service, log: Log, faults?: Faults): Server {
  const server = createServer((request, response) => {
    handle({ service: service(), log, faults }, request, response).catch((error: unknown) => {
      log(`error ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      response.destroy();
    });
  });
  // An upload of 5 GB has no total limit, and an answer may wait for a public repository.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 30_000;
  return server;
}

interface Context {
  readonly service: Service;
  readonly log: Log;
  readonly faults: Faults | undefined;
}

/** A request and what becomes known of it. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly noted: Noted;
  readonly signal: AbortSignal;
}

async function handle(
  context: Context,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now();
  giveUpOnSilence(request);
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const exchange: Exchange = { request, requestId: randomUUID(), noted: {}, signal: gone.signal };
  const { requestId, noted } = exchange;
  const fault = context.faults?.strike(operationName(request));
  const answer = await answerTo(context, exchange, fault);
  const [path = ''] = (request.url ?? '').split('?');
  const result = fault?.drop === true ? 'dropped' : answer.status;
  if (fault?.drop === true) response.destroy();
  else {
    const skewed = (context.faults?.skewMs ?? 0) !== 0;
    const date = skewed ? { date: context.service.now().toUTCString() } : {};
    const headers = { ...answer.headers, ...date, 'x-amzn-requestid': requestId };
    await send(request, response, { ...answer, headers });
  }
  const who = `${noted.operation ?? '-'} ${noted.user ?? '-'}`;
  const took = `${(performance.now() - started).toFixed(1)}ms`;
  context.log(`${request.method ?? ''} ${path} ${result} ${took} ${who} ${requestId}`);
}

async function answerTo(
  context: Context,
  exchange: Exchange,
  fault: Fault | undefined,
): Promise<Answer> {
  try {
    const instead = await beforeCall(fault, exchange.signal);
    return instead ?? spoil(fault, await route(context, exchange));
  } catch (error) {
    if (isServiceError(error)) return errorAnswer(error);
    if (!exchange.signal.aborted)
      context.log(`error ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    return errorAnswer(new ServiceError('InternalServerException', 500, 'Internal server error'));
  }
}

/** Ends an upload of which no byte came for a minute. */
function giveUpOnSilence(request: IncomingMessage): void {
  if (request.method !== 'PUT' && request.method !== 'POST') return;
  request.setTimeout(silenceMs, () => request.destroy());
  request.once('end', () => request.setTimeout(0));
}

/** What faults are set on; nothing strikes the path that sets them. */
function operationName({ method = '', url = '/' }: IncomingMessage): string | undefined {
  const [path = '/'] = url.split('?');
  if (path.startsWith('/maven/')) return 'maven';
  if (path.startsWith('/_sandbox/')) return undefined;
  return path === '/' ? 'query' : (findOperation(method, path)?.name ?? '-');
}

async function route(
  { service, faults }: Context,
  { request, requestId, noted, signal }: Exchange,
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
  if (faults && pathname === '/_sandbox/faults') return serveFaults(faults, request);
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
