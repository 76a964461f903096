import { HttpRequest } from '@smithy/core/protocols';
import { domainKey } from '../../core/coordinates';
import { parseRepositoryUrl, type ApprovedEndpoint } from '../../core/endpoint';
import { Failure } from '../../core/failure';
import { tokenUsername, type Token } from '../../core/token';
import { GuardedHandler, createSocketHandler } from './guardedHandler';
import { translateError } from '../errors/translateError';

/** A server's response. */
export interface HttpProbe {
  readonly status: number;
  /** The server's clock, from the header `date`. */
  readonly date?: Date;
}

const limits = { connectMs: 3_000, answerMs: 4_000, processMs: 0, metadataMs: 0 };

/**
 * Sends one GET request without following redirects, to an AWS host or an approved endpoint. With a
 * token, `url` must be a repository of the token's domain, and the request authenticates as Maven
 * does. Throws a `Failure` if no response arrives; any status counts as a response.
 */
export async function probeEndpoint(
  url: string,
  token: Token | undefined,
  approved: readonly ApprovedEndpoint[],
  signal: AbortSignal,
): Promise<HttpProbe> {
  const { protocol, hostname, port, pathname, origin } = new URL(url);
  const repository = parseRepositoryUrl(url, approved);
  const isOwnDomain = repository && token && domainKey(repository) === domainKey(token.domain);
  if (token && !isOwnDomain) throw new Failure('endpoint-refused', origin, { host: hostname });
  const sockets = createSocketHandler(limits);
  const origins = [...approved.map(endpoint => endpoint.origin), ...(repository ? [origin] : [])];
  try {
    const { response } = await new GuardedHandler(sockets, { aws: true, origins }).handle(
      new HttpRequest({
        method: 'GET',
        protocol,
        hostname,
        path: pathname,
        ...(port !== '' && { port: Number(port) }),
        headers: {
          host: new URL(url).host,
          ...(token && { authorization: basicAuthorization(token) }),
        },
      }),
      { abortSignal: signal },
    );
    (response.body as { destroy?: () => void } | undefined)?.destroy?.();
    const date = new Date(response.headers['date'] ?? '');
    return {
      status: response.statusCode,
      ...(Number.isFinite(date.getTime()) && { date }),
    };
  } catch (error) {
    throw translateError(error, { subject: origin, operation: 'GET', now: Date.now() });
  } finally {
    sockets.destroy();
  }
}

function basicAuthorization({ secret }: Token): string {
  return `Basic ${Buffer.from(`${tokenUsername}:${secret.reveal()}`).toString('base64')}`;
}
