import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { ProxyAgent, type HttpProxy } from './proxyAgent';
import { UpstreamError } from './upstream';

/** How an upstream is reached. */
export interface UpstreamAccess {
  /** The value of `Authorization`, for the host of the upstream only. */
  readonly authorization?: string;
  readonly proxy?: HttpProxy;
  /** Whether https redirects to other hosts are followed, without `authorization`. */
  readonly followsRedirects?: boolean;
}

const responseTimeoutMs = 20_000;
const idleTimeoutMs = 60_000;
const maximumRedirects = 5;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Sends requests to one upstream, over connections that stay open. */
export class UpstreamClient {
  readonly #root: URL;
  readonly #access: UpstreamAccess;
  readonly #httpAgent = new HttpAgent({ keepAlive: true });
  readonly #httpsAgent: HttpsAgent;

  /** `root` is the URL of the upstream. */
  constructor(root: URL, access: UpstreamAccess = {}) {
    this.#root = root;
    this.#access = access;
    this.#httpsAgent = access.proxy
      ? new ProxyAgent(access.proxy)
      : new HttpsAgent({ keepAlive: true });
  }

  /**
   * Sends a request and follows redirects. Resolves with the response whatever its status is; the
   * caller reads or destroys it. Rejects with `UpstreamError` when there is none, or for a redirect
   * that must not be followed.
   */
  async send(url: URL, method: 'GET' | 'HEAD', signal: AbortSignal): Promise<IncomingMessage> {
    let current = url;
    for (let redirects = 0; redirects <= maximumRedirects; redirects++) {
      const response = await this.#sendOnce(current, method, signal);
      const { location } = response.headers;
      if (location === undefined || !redirectStatuses.has(response.statusCode ?? 0))
        return response;
      response.resume();
      current = this.#checkRedirect(current, location);
    }
    throw new UpstreamError(`${url.href} redirects more than ${maximumRedirects} times`);
  }

  #checkRedirect(from: URL, location: string): URL {
    if (!URL.canParse(location, from.href))
      throw new UpstreamError(`${from.href} redirects to something that is not a URL`);
    const to = new URL(location, from);
    to.username = to.password = '';
    if (to.protocol !== 'https:' && to.origin !== from.origin)
      throw new UpstreamError(
        `${from.href} redirects to ${to.host} without encryption, which is not followed`,
      );
    const isElsewhere = to.hostname !== this.#root.hostname;
    if (isElsewhere && this.#access.followsRedirects !== true)
      throw new UpstreamError(
        `${from.href} redirects to the host ${to.host}, which is not followed`,
      );
    return to;
  }

  #sendOnce(url: URL, method: string, signal: AbortSignal): Promise<IncomingMessage> {
    const { authorization, proxy } = this.#access;
    const isTrusted =
      url.origin === this.#root.origin ||
      (url.hostname === this.#root.hostname && url.protocol === 'https:');
    const headers: Record<string, string> = { 'accept-encoding': 'identity' };
    if (isTrusted && authorization !== undefined) headers['authorization'] = authorization;
    return new Promise((resolve, reject) => {
      const onResponse = (response: IncomingMessage) => {
        clearTimeout(timer);
        response.setTimeout(idleTimeoutMs, () =>
          response.destroy(new Error(`no byte came for ${idleTimeoutMs / 1000} seconds`)),
        );
        resolve(response);
      };
      const options = { method, headers, signal };
      const request =
        url.protocol === 'https:'
          ? httpsRequest(url, { ...options, agent: this.#httpsAgent }, onResponse)
          : this.#httpRequest(url, options, proxy, onResponse);
      const timer = setTimeout(
        () => request.destroy(new Error(`no answer within ${responseTimeoutMs / 1000} seconds`)),
        responseTimeoutMs,
      );
      request.once('error', error => {
        clearTimeout(timer);
        reject(toUpstreamError(url.href, error, signal));
      });
      request.end();
    });
  }

  /** A proxy gets plain requests with the whole URL as their target. */
  #httpRequest(
    url: URL,
    options: { method: string; headers: Record<string, string>; signal: AbortSignal },
    proxy: HttpProxy | undefined,
    onResponse: (response: IncomingMessage) => void,
  ) {
    const agent = this.#httpAgent;
    if (!proxy) return httpRequest(url, { ...options, agent }, onResponse);
    const { host, port, authorization } = proxy;
    const headers = {
      ...options.headers,
      host: url.host,
      ...(authorization !== undefined && { 'proxy-authorization': authorization }),
    };
    return httpRequest({ ...options, agent, host, port, path: url.href, headers }, onResponse);
  }
}

/** The `UpstreamError` for a failed request to `url`; errors of an aborted `signal` stay as they are. */
export function toUpstreamError(url: string, error: unknown, signal: AbortSignal): Error {
  if (signal.aborted || error instanceof UpstreamError) return error as Error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new UpstreamError(`${url} ${describeFailure(code, message)}`, { cause: error });
}

const certificateCodes =
  /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID/;

function describeFailure(code: string, message: string): string {
  if (certificateCodes.test(code))
    return `has a TLS certificate that is not trusted (${code}); set NODE_EXTRA_CA_CERTS to the certificate of the authority that issued it`;
  if (message === 'aborted' || code === 'HPE_INVALID_EOF_STATE')
    return 'ended the connection before the end of the file';
  return `cannot be read: ${message === '' ? code : message}`;
}
