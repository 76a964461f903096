import { Failure, isCancelled, isFailure } from '../../core/failure';
import type { GuardedHandler } from '../client/guardedHandler';
import type { RequestTarget } from '../client/requestTarget';
import type { AwsServiceError } from '../errors/awsServiceError';
import { translateError } from '../errors/translateError';
import type { SsoConfig } from './ssoConfig';
import { sendSsoRequest, type SsoResponse } from './ssoRequest';

/** The name of the service in messages. */
export const identityCenter = 'IAM Identity Center';

/** An error response of OIDC. `error` is the protocol's code, such as `authorization_pending`. */
export interface OidcError extends AwsServiceError {
  readonly error: string;
}

/** Whether `error` is an error response of OIDC. */
export function isOidcError(error: unknown): error is OidcError {
  return error instanceof Error && typeof (error as Partial<OidcError>).error === 'string';
}

/**
 * Posts to OIDC, whose calls for signing in are not part of the SDK's credential providers. Throws
 * an `OidcError` or the error of the request.
 * Source: IAM Identity Center OIDC API Reference.
 */
export function callOidc(
  handler: GuardedHandler,
  target: RequestTarget,
  path: string,
  body: Readonly<Record<string, unknown>>,
  abortSignal: AbortSignal,
): Promise<SsoResponse> {
  return sendSsoRequest(handler, target, { method: 'POST', path, body }, abortSignal);
}

/**
 * The failure of an OIDC call. Refusals that a wrong region or start URL causes name both settings.
 * Cancellations are returned unchanged.
 */
export function oidcFailure(
  error: unknown,
  { profile, region, startUrl }: Pick<SsoConfig, 'profile' | 'region' | 'startUrl'>,
  now: number,
): unknown {
  const operation = 'SignIn';
  const facts = { subject: profile, operation, service: identityCenter, region, now };
  const failure = translateError(error, facts);
  if (!isFailure(failure) || isCancelled(error) || !isOidcError(error)) return failure;
  const causes = ['invalid_request', 'invalid_grant', 'invalid_client', 'unauthorized_client'];
  const isAboutSettings =
    causes.includes(error.error) || /^Invalid(?:Request|Grant|Client)Exception$/.test(error.name);
  if (!isAboutSettings) return failure;
  const reason = `${error.error}: sso_start_url = ${startUrl} may not belong to sso_region = ${region}`;
  const details = { ...failure.details, reason };
  return new Failure('invalid-request', profile, details, { cause: failure.cause });
}

/** A non-empty string of a response. Throws `bad-answer` if it is missing. */
export function requireOidcText(response: SsoResponse, field: string, subject: string): string {
  const value = response[field];
  if (typeof value === 'string' && value !== '') return value;
  const reason = `${field} is missing in the answer`;
  throw new Failure('bad-answer', subject, {
    operation: 'SignIn',
    service: identityCenter,
    reason,
  });
}

/** A number of seconds in a response, or `defaultSeconds` if it is missing or not positive. */
export function oidcSeconds(response: SsoResponse, field: string, defaultSeconds: number): number {
  const value = response[field];
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : defaultSeconds;
}
