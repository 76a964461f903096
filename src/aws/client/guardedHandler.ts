import type { HttpHandler, HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import type { HttpHandlerOptions } from '@smithy/types';
import { Failure } from '../../core/failure';
import type { Limits } from './awsOptions';
import { cancelled } from '../errors/cancelled';
import { silentLogger } from './silentLogger';
import { isStranger, proxyAnswered } from '../errors/stranger';
import { checkTarget, type Allowed } from './target';

/** The sockets that every handler of a connection shares. */
export function openSockets({ connectMs, answerMs }: Limits): NodeHttpHandler {
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
  readonly #allowed: Allowed;
  readonly #signal: AbortSignal | undefined;
  #trouble: Error | undefined;

  /** `signal` ends every request of this handler, beside the signal of the request itself. */
  constructor(sockets: NodeHttpHandler, allowed: Allowed, signal?: AbortSignal) {
    this.#sockets = sockets;
    this.#allowed = allowed;
    this.#signal = signal;
  }

  /** How the last request failed to be answered, if it did. */
  get trouble(): Error | undefined {
    return this.#trouble;
  }

  async handle(
    request: HttpRequest,
    options: HttpHandlerOptions = {},
  ): Promise<{ response: HttpResponse }> {
    try {
      if (this.#signal?.aborted) throw cancelled();
      checkTarget(request, this.#allowed);
      const answer = await this.#sockets.handle(request, this.#withSignal(options));
      checkSpeaker(answer.response, request.hostname);
      this.#trouble = undefined;
      return answer;
    } catch (error) {
      this.#trouble = describe(error, request.hostname);
      throw this.#trouble;
    }
  }

  #withSignal(options: HttpHandlerOptions): HttpHandlerOptions {
    const own = this.#signal;
    if (!own) return options;
    const given = options.abortSignal;
    return {
      ...options,
      abortSignal: given instanceof AbortSignal ? AbortSignal.any([own, given]) : own,
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
function describe(error: unknown, host: string): Error {
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
function checkSpeaker({ statusCode, headers, body }: HttpResponse, host: string): void {
  if (statusCode >= 500 || !isStranger(headers)) return;
  (body as { destroy?: () => void } | undefined)?.destroy?.();
  throw proxyAnswered(host, { host, status: statusCode });
}
