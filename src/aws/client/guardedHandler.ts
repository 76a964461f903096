import type { HttpHandler, HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import type { HttpHandlerOptions } from '@smithy/types';
import { Failure } from '../../core/failure';
import type { Limits } from './awsOptions';
import { createAbortError } from '../errors/abortError';
import { silentLogger } from './silentLogger';
import { isForeignResponse, proxyFailure } from '../errors/isForeignResponse';
import { checkTarget, type AllowedTargets } from './requestTarget';

/** The sockets that every handler of a connection shares. */
export function createSocketHandler({ connectMs, answerMs }: Limits): NodeHttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: connectMs,
    requestTimeout: answerMs,
    throwOnRequestTimeout: true,
    logger: silentLogger,
  });
}

/**
 * The SDK's way to the network: nothing leaves for a host that is not allowed, whatever client asks
 * (the SDK's own nested ones too); what goes wrong on the way is remembered in `trouble`, because
 * the credential providers keep no more than its text. Redirects are answers here, never followed.
 */
export class GuardedHandler implements HttpHandler<NodeHttpHandlerOptions> {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #sockets: NodeHttpHandler;
  readonly #allowed: AllowedTargets;
  readonly #signal: AbortSignal | undefined;
  #lastError: Error | undefined;

  /** `signal` ends every request of this handler, beside the signal of the request itself. */
  constructor(sockets: NodeHttpHandler, allowed: AllowedTargets, signal?: AbortSignal) {
    this.#sockets = sockets;
    this.#allowed = allowed;
    this.#signal = signal;
  }

  /** How the last request failed to be answered, if it did. */
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
    // The sockets belong to the connection; a client may not re-configure them.
  }

  httpHandlerConfigs(): NodeHttpHandlerOptions {
    return {};
  }

  destroy(): void {
    // As above: the connection closes them.
  }
}

/**
 * A time-out is final: a `Failure` without a cause is not retried, so a host that swallows packets
 * costs one limit and not three. Other errors stay the SDK's to retry, and learn their host.
 */
function toRequestError(error: unknown, host: string): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  // The handler gives a connection that breaks the same name, but leaves it its code.
  const { code = 'ETIMEDOUT' } = error as NodeJS.ErrnoException;
  if (error.name === 'TimeoutError' && code === 'ETIMEDOUT') {
    return new Failure('timeout', host, { host, reason: 'no answer in time' });
  }
  return Object.assign(error, { host });
}

/**
 * Sign-in pages and proxies answer in HTML, and not even STS's XML reader minds. AWS's services mark
 * what they say with a request id. What may pass (5xx) is left to the SDK to try again.
 */
function checkForeignResponse({ statusCode, headers, body }: HttpResponse, host: string): void {
  if (statusCode >= 500 || !isForeignResponse(headers)) return;
  (body as { destroy?: () => void } | undefined)?.destroy?.();
  throw proxyFailure(host, { host, status: statusCode });
}
