import { EnvHttpProxyAgent, request } from 'undici';

const limitMilliseconds = 3000;

/**
 * Whether `url` answers with success within 3 seconds, asked through the proxy that HTTPS_PROXY,
 * HTTP_PROXY and NO_PROXY name.
 */
export async function isReachable(url: string): Promise<boolean> {
  const dispatcher = new EnvHttpProxyAgent();
  try {
    const signal = AbortSignal.timeout(limitMilliseconds);
    const { statusCode, body } = await request(url, { method: 'HEAD', dispatcher, signal });
    await body.dump();
    return statusCode < 400;
  } catch {
    return false;
  } finally {
    await dispatcher.destroy();
  }
}

/** Whether `url` answers with success within 3 seconds to programs that know of no proxy. */
export async function isReachableWithoutProxy(url: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(limitMilliseconds);
    return (await fetch(url, { method: 'HEAD', signal })).ok;
  } catch {
    return false;
  }
}
