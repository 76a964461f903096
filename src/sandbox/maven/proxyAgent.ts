import { Agent as HttpAgent, request, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect, type ConnectionOptions } from 'node:tls';

/** An HTTP proxy, and the value of `Proxy-Authorization` for it. */
export interface HttpProxy {
  readonly host: string;
  readonly port: number;
  readonly authorization?: string;
}

type OnSocket = (error: Error | null, socket: Duplex) => void;

/** Opens TLS connections through an HTTP proxy, with CONNECT. */
export class ProxyAgent extends HttpsAgent {
  readonly #proxy: HttpProxy;

  constructor(proxy: HttpProxy) {
    super({ keepAlive: true });
    this.#proxy = proxy;
  }

  override createConnection(options: ClientRequestArgs, onSocket?: OnSocket): undefined {
    const settle = onSocket as ((error: Error | null, socket?: Duplex) => void) | undefined;
    const { host, port, authorization } = this.#proxy;
    const target = `${options.host ?? ''}:${options.port ?? 443}`;
    const connecting = request({
      host,
      port,
      method: 'CONNECT',
      path: target,
      headers: {
        host: target,
        ...(authorization !== undefined && { 'proxy-authorization': authorization }),
      },
      agent: new HttpAgent(),
    });
    connecting.once('error', error => settle?.(error));
    connecting.once('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode === 200) {
        const tlsOptions: ConnectionOptions = { ...(options as ConnectionOptions), socket };
        settle?.(null, connect(tlsOptions));
        return;
      }
      socket.destroy();
      settle?.(new Error(`the proxy ${host}:${port} answered ${statusCode}`));
    });
    connecting.end();
    return undefined;
  }
}
