import { HttpRequest } from '@smithy/core/protocols';
import { Failure } from '../../core/failure';
import type { AwsServiceError } from '../errors/awsServiceError';
import type { GuardedHandler } from '../client/guardedHandler';
import type { RequestTarget } from '../client/requestTarget';
import { isJsonObject } from '../../shared/json';

/** A response of IAM Identity Center's OIDC service. */
export type OidcResponse = Readonly<Record<string, unknown>>;

/** An error response of OIDC. `error` is the protocol's code, such as `authorization_pending`. */
export interface OidcError extends AwsServiceError {
  readonly error: string;
}

/** Whether `error` is an error response of OIDC. */
export function isOidcError(error: unknown): error is OidcError {
  return error instanceof Error && typeof (error as Partial<OidcError>).error === 'string';
}

/**
 * Sends one unsigned request to OIDC; the SDK's credential providers do not include the calls for
 * signing in. Throws an `OidcError` or the error of the request.
 * Source: IAM Identity Center OIDC API Reference.
 */
export async function callOidc(
  handler: GuardedHandler,
  target: RequestTarget,
  path: string,
  body: Readonly<Record<string, unknown>>,
  abortSignal: AbortSignal,
): Promise<OidcResponse> {
  const { protocol, hostname, port } = target;
  const request = new HttpRequest({
    protocol,
    hostname,
    path,
    method: 'POST',
    ...(port !== undefined && { port }),
    headers: { 'content-type': 'application/json', host: new URL(originUrl(target)).host },
    body: JSON.stringify(body),
  });
  const { response } = await handler.handle(request, { abortSignal });
  const { statusCode, headers } = response;
  const bodyText = await readText(response.body as AsyncIterable<Uint8Array>);
  const json = parseJsonObject(bodyText);
  if (statusCode === 200 && json) return json;
  throw createOidcError(statusCode, headers, bodyText, json);
}

/** An error in the form of the SDK's errors. */
function createOidcError(
  httpStatusCode: number,
  headers: Readonly<Record<string, string>>,
  body: string,
  response: OidcResponse | undefined,
): Error {
  const { error, error_description: description } = response ?? {};
  const requestId = headers['x-amzn-requestid'];
  return Object.assign(new Error(typeof description === 'string' ? description : 'UnknownError'), {
    $metadata: { httpStatusCode, ...(requestId !== undefined && { requestId }) },
    $response: { headers, body },
    ...(response && { $fault: 'client' }),
    ...(typeof error === 'string' && { error, name: error }),
  });
}

/** A non-empty string of a response. Throws `bad-answer` if it is missing. */
export function requireOidcText(response: OidcResponse, field: string, subject: string): string {
  const value = response[field];
  if (typeof value === 'string' && value !== '') return value;
  const reason = `${field} is missing in the answer`;
  throw new Failure('bad-answer', subject, { operation: 'SignIn', reason });
}

/** A number of seconds in a response, or `defaultSeconds` if it is missing or not positive. */
export function oidcSeconds(response: OidcResponse, field: string, defaultSeconds: number): number {
  const value = response[field];
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : defaultSeconds;
}

function originUrl({ protocol, hostname, port }: RequestTarget): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parseJsonObject(json: string): OidcResponse | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
