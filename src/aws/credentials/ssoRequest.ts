import { HttpRequest } from '@smithy/core/protocols';
import { isAwsServiceError, retryAfterSeconds } from '../errors/awsServiceError';
import { networkFailure } from '../errors/networkFailure';
import type { GuardedHandler } from '../client/guardedHandler';
import type { RequestTarget } from '../client/requestTarget';

/** The JSON object of a response of IAM Identity Center. */
export type SsoResponse = Readonly<Record<string, unknown>>;

/** An unsigned request to OIDC or the access portal. */
export interface SsoRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

const attempts = 3;
const firstDelayMs = 200;
/** A longer wait is left to the user, who is told how long it is. */
const maxDelaySeconds = 10;

/**
 * Sends one request and parses the response. Throws the error of the request, or an
 * `AwsServiceError` in the form of the SDK's errors for any other response than JSON with status 200.
 */
export async function sendSsoRequest(
  handler: GuardedHandler,
  target: RequestTarget,
  { method, path, query, headers, body }: SsoRequest,
  abortSignal: AbortSignal,
): Promise<SsoResponse> {
  const { protocol, hostname, port } = target;
  const request = new HttpRequest({
    protocol,
    hostname,
    path,
    method,
    ...(query && { query: { ...query } }),
    ...(port !== undefined && { port }),
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      host: new URL(originUrl(target)).host,
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const { response } = await handler.handle(request, { abortSignal });
  const text = await readText(response.body as AsyncIterable<Uint8Array>);
  const json = parseJsonObject(text);
  if (response.statusCode === 200 && json) return json;
  throw createServiceError(response.statusCode, response.headers, text, json);
}

/**
 * Runs `send` up to three times while the service throttles or fails or the connection breaks. Waits
 * as long as `Retry-After` asks; a wait of more than 10 s is not taken, and the error is thrown.
 */
export async function withSsoRetry<T>(
  send: () => Promise<T>,
  wait: (milliseconds: number) => Promise<void>,
  now: () => number,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (attempt === attempts || !isTransient(error)) throw error;
      const asked = isAwsServiceError(error) ? retryAfterSeconds(error, now()) : undefined;
      if (asked !== undefined && asked > maxDelaySeconds) throw error;
      await wait(asked === undefined ? firstDelayMs * 2 ** (attempt - 1) : asked * 1000);
    }
  }
}

/** Whether the same request may succeed if it is sent again. */
export function isTransient(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (networkFailure(error)?.code === 'unreachable') return true;
  if (!isAwsServiceError(error)) return false;
  const status = error.$metadata.httpStatusCode ?? 0;
  return status === 429 || status >= 500;
}

function createServiceError(
  httpStatusCode: number,
  headers: Readonly<Record<string, string>>,
  body: string,
  json: SsoResponse | undefined,
): Error {
  const text = (key: string): string | undefined => {
    const value = json?.[key];
    return typeof value === 'string' ? value : undefined;
  };
  const type = headers['x-amzn-errortype'] ?? text('__type');
  const error = text('error');
  const name = error ?? type?.replace(/:.*$/s, '').replace(/^.*#/s, '');
  const message = text('error_description') ?? text('message') ?? text('Message') ?? 'UnknownError';
  const requestId = headers['x-amzn-requestid'];
  return Object.assign(new Error(message), {
    $metadata: { httpStatusCode, ...(requestId !== undefined && { requestId }) },
    $response: { headers, body },
    ...(json && { $fault: httpStatusCode < 500 ? 'client' : 'server' }),
    ...(name && { name }),
    ...(error !== undefined && { error }),
  });
}

function originUrl({ protocol, hostname, port }: RequestTarget): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parseJsonObject(json: string): SsoResponse | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as SsoResponse) : undefined;
  } catch {
    return undefined;
  }
}
