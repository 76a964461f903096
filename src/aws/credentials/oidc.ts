import { HttpRequest } from '@smithy/core/protocols';
import { Failure } from '../../core/failure';
import type { Answered } from '../client/answered';
import type { GuardedHandler } from '../client/guardedHandler';
import type { Target } from '../client/target';

/** An answer of IAM Identity Center's OIDC service. */
export type OidcAnswer = Readonly<Record<string, unknown>>;

/** A refusal by OIDC: `error` is what the protocol calls it (`authorization_pending`). */
export interface OidcRefusal extends Answered {
  readonly error: string;
}

/** Whether `error` is OIDC's own refusal. */
export function isOidcRefusal(error: unknown): error is OidcRefusal {
  return error instanceof Error && typeof (error as Partial<OidcRefusal>).error === 'string';
}

/**
 * Asks OIDC, whose calls for signing in are neither signed nor in the SDK's own credential code.
 * Throws an `OidcRefusal`, or what the network did.
 * Source: IAM Identity Center OIDC API Reference.
 */
export async function askOidc(
  handler: GuardedHandler,
  target: Target,
  path: string,
  body: Readonly<Record<string, unknown>>,
  abortSignal: AbortSignal,
): Promise<OidcAnswer> {
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
  const said = await text(response.body as AsyncIterable<Uint8Array>);
  const answer = parse(said);
  if (statusCode === 200 && answer) return answer;
  throw refusal(statusCode, headers, said, answer);
}

/** An error in the form that the SDK gives its own. */
function refusal(
  httpStatusCode: number,
  headers: Readonly<Record<string, string>>,
  body: string,
  answer: OidcAnswer | undefined,
): Error {
  const { error, error_description: said } = answer ?? {};
  const requestId = headers['x-amzn-requestid'];
  return Object.assign(new Error(typeof said === 'string' ? said : 'UnknownError'), {
    $metadata: { httpStatusCode, ...(requestId !== undefined && { requestId }) },
    $response: { headers, body },
    ...(answer && { $fault: 'client' }),
    ...(typeof error === 'string' && { error, name: error }),
  });
}

/** A text of an answer; it must be there. */
export function oidcText(answer: OidcAnswer, field: string, subject: string): string {
  const value = answer[field];
  if (typeof value === 'string' && value !== '') return value;
  const reason = `${field} is missing in the answer`;
  throw new Failure('bad-answer', subject, { operation: 'SignIn', reason });
}

/** A number of seconds of an answer, or what is usual. */
export function oidcSeconds(answer: OidcAnswer, field: string, usual: number): number {
  const value = answer[field];
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : usual;
}

function originUrl({ protocol, hostname, port }: Target): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

async function text(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parse(json: string): OidcAnswer | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as OidcAnswer) : undefined;
  } catch {
    return undefined;
  }
}
