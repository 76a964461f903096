import type { HttpHandler, HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import type { HttpHandlerOptions } from '@smithy/types';
import { Failure } from '../../core/failure';
import type { Limits } from './awsOptions';
import { createAbortError } from '../errors/abortError';
import { silentLogger } from './silentLogger';
import { isForeignResponse, proxyFailure } from '../errors/isForeignResponse';
import { checkTarget, type AllowedTargets } from './requestTarget';

/** Creates the socket handler that all request handlers of a connection share. */
export function createSocketHandler({ connectMs, answerMs }: Limits): NodeHttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: connectMs,
    requestTimeout: answerMs,
    throwOnRequestTimeout: true,
    logger: silentLogger,
  });
}

/**
 * The request handler of every SDK client, including those that the SDK's credential providers create.
 * It sends nothing to a host that is not allowed and follows no redirects. `lastError` keeps the error
 * of the last request, because credential providers keep only its text.
 */
export class GuardedHandler implements HttpHandler<NodeHttpHandlerOptions> {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #sockets: NodeHttpHandler;
  readonly #allowed: AllowedTargets;
  readonly #signal: AbortSignal | undefined;
  #lastError: Error | undefined;

  /** `signal` aborts every request of this handler, in addition to the request's own signal. */
  constructor(sockets: NodeHttpHandler, allowed: AllowedTargets, signal?: AbortSignal) {
    this.#sockets = sockets;
    this.#allowed = allowed;
    this.#signal = signal;
  }

  /** The error of the last request, if it got no response. */
  get lastError(): Error | undefined {
    return this.#lastError;
  }

  async handle(
    request: HttpRequest,
    options: HttpHandlerOptions = {},
  ): Promise<{ response: HttpResponse }> {
    try {
      if (this.#signal?.aborted) throw createAbortError();
      checkTarget(request, this.#allowed);
      const result = await this.#sockets.handle(request, this.#withSignal(options));
      checkForeignResponse(result.response, request.hostname);
      this.#lastError = undefined;
      return result;
    } catch (error) {
      this.#lastError = toRequestError(error, request.hostname);
      throw this.#lastError;
    }
  }

  #withSignal(options: HttpHandlerOptions): HttpHandlerOptions {
    const ownSignal = this.#signal;
    if (!ownSignal) return options;
    const requestSignal = options.abortSignal;
    return {
      ...options,
      abortSignal:
        requestSignal instanceof AbortSignal
          ? AbortSignal.any([ownSignal, requestSignal])
          : ownSignal,
    };
  }

  updateHttpClientConfig(): void {
    // The sockets belong to the connection, so a client cannot reconfigure them.
  }

  httpHandlerConfigs(): NodeHttpHandlerOptions {
    return {};
  }

  destroy(): void {
    // The connection closes its sockets itself.
  }
}

/**
 * Turns a time-out into a `Failure`, which the SDK does not retry, so that an unreachable host costs
 * one time-out and not three. Other errors keep their class for the SDK's retries and get their host.
 */
function toRequestError(error: unknown, host: string): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  // The socket handler gives a broken connection the same name but keeps its code.
  const { code = 'ETIMEDOUT' } = error as NodeJS.ErrnoException;
  if (error.name === 'TimeoutError' && code === 'ETIMEDOUT') {
    return new Failure('timeout', host, { host, reason: 'no answer in time' });
  }
  return Object.assign(error, { host });
}

/**
 * Throws if a sign-in page or a proxy answered in HTML, which the SDK's XML parser accepts as a
 * response of STS. Statuses of 500 and above are left to the SDK, which retries them.
 */
function checkForeignResponse({ statusCode, headers, body }: HttpResponse, host: string): void {
  if (statusCode >= 500 || !isForeignResponse(headers)) return;
  (body as { destroy?: () => void } | undefined)?.destroy?.();
  throw proxyFailure(host, { host, status: statusCode });
}
