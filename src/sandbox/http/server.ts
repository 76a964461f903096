import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { serveApi, type Noted } from '../api/apiHandler';
import { findOperation } from '../api/table';
import { isServiceError } from '../errors';
import { FatalError } from '../fatalError';
import type { Failures } from '../failures';
import type { Fault, Faults } from '../faults/faults';
import { beforeCall, spoil } from '../faults/faultyAnswer';
import { serveFaults } from '../faults/faultsHandler';
import type { Log } from '../log';
import { serveMaven } from '../maven/mavenHandler';
import { serveQuery } from '../query/queryHandler';
import type { Service } from '../service';
import { plain, type Answer, type TextAnswer } from './answer';
import { errorAnswer } from './errorAnswer';
import { unlessBroken, type Exchanges } from './exchanges';
import { sendAnswer, type OpenAnswer } from './sendAnswer';

const silenceMs = 60_000;

/** What a server works with. */
export interface Serving {
  readonly service: () => Service;
  readonly log: Log;
  readonly faults: Faults | undefined;
  readonly exchanges: Exchanges;
  readonly failures: Failures;
}

/** The HTTP server of a sandbox, not listening yet. It takes calls for loopback names alone. */
export function httpServer(serving: Serving): Server {
  const { exchanges } = serving;
  const server = createServer((request, response) => {
    const { service, log, faults, failures } = serving;
    exchanges
      .run(broken =>
        handle({ service: service(), log, faults, failures, broken }, request, response),
      )
      .catch((error: unknown) => {
        serving.failures.note('error', error);
        if (response.headersSent) response.destroy();
        else sendAnswer(request, response, errorAnswer(error)).catch(() => response.destroy());
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
  readonly failures: Failures;
  readonly broken: AbortSignal;
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
  // The code that reads or writes handles errors; without a listener, a later one would be uncaught.
  request.on('error', () => undefined);
  response.on('error', () => undefined);
  const exchange: Exchange = { request, requestId: randomUUID(), noted: {}, signal: gone.signal };
  const { requestId, noted } = exchange;
  const fault = context.faults?.strike(operationName(request));
  const answer = await answerTo(context, exchange, fault);
  const [path = ''] = (request.url ?? '').split('?');
  let result: string | number = 'dropped';
  if (fault?.drop === true) response.destroy();
  else {
    const opened = await openBody(context, exchange, answer);
    const skewed = (context.faults?.skewMs ?? 0) !== 0;
    const date = skewed ? { date: context.service.now().toUTCString() } : {};
    const headers = { ...opened.headers, ...date, 'x-amzn-requestid': requestId };
    const broke = await sendAnswer(request, response, { ...opened, headers });
    result = broke === undefined ? opened.status : `${opened.status} broken off`;
    if (broke !== undefined) context.failures.note('error', broke);
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
    const work = async () =>
      (await beforeCall(fault, exchange.signal)) ?? spoil(fault, await route(context, exchange));
    return await unlessBroken(work, context.broken);
  } catch (error) {
    return failed(context, exchange, error);
  }
}

/** The answer for `error`, which is logged unless it is one of the service or the client is gone. */
function failed({ failures }: Context, { signal }: Exchange, error: unknown): TextAnswer {
  const expected = isServiceError(error) || (signal.aborted && !(error instanceof FatalError));
  if (!expected) failures.note('error', error);
  return errorAnswer(error);
}

/** Opens the body before the head is sent, so that one that cannot be opened is answered as such. */
async function openBody(context: Context, exchange: Exchange, answer: Answer): Promise<OpenAnswer> {
  const { body } = answer;
  if (typeof body !== 'function') return { ...answer, body };
  if (exchange.request.method === 'HEAD' || exchange.signal.aborted)
    return { ...answer, body: undefined };
  try {
    return { ...answer, body: await body() };
  } catch (error) {
    return failed(context, exchange, error);
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
