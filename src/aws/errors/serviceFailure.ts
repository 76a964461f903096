import { Failure, type FailureCode, type FailureDetails } from '../../core/failure';
import { redactSecrets } from '../../shared/redactSecrets';
import { retryAfterSeconds, serverClockSkewMinutes, type AwsServiceError } from './awsServiceError';
import { withoutMessage } from './withoutMessage';

/** The facts about a call that its failure reports. */
export interface FailureContext {
  /** The domain, repository, package or profile that the call is about. */
  readonly subject: string;
  readonly operation: string;
  /** The service that was called. Defaults to CodeArtifact. */
  readonly service?: string;
  /** The region that was called. */
  readonly region?: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

// The error names of CodeArtifact, STS and IAM Identity Center, and those common to all services.
const failureCodes = new Map<string, FailureCode>([
  ['AccessDeniedException', 'access-denied'],
  ['AccessDenied', 'access-denied'],
  ['UnauthorizedOperation', 'access-denied'],
  ['ForbiddenException', 'access-denied'],
  ['ExpiredTokenException', 'credentials-expired'],
  ['ExpiredToken', 'credentials-expired'],
  ['UnauthorizedException', 'sign-in-needed'],
  ['UnrecognizedClientException', 'credentials-invalid'],
  ['InvalidClientTokenId', 'credentials-invalid'],
  ['InvalidIdentityToken', 'credentials-invalid'],
  ['InvalidIdentityTokenException', 'credentials-invalid'],
  ['IDPRejectedClaim', 'credentials-invalid'],
  ['InvalidSignatureException', 'credentials-invalid'],
  ['SignatureDoesNotMatch', 'credentials-invalid'],
  ['IncompleteSignature', 'credentials-invalid'],
  ['IncompleteSignatureException', 'credentials-invalid'],
  ['MissingAuthenticationToken', 'credentials-invalid'],
  ['MissingAuthenticationTokenException', 'credentials-invalid'],
  ['OptInRequired', 'credentials-invalid'],
  ['RequestExpired', 'clock-skew'],
  ['RequestTimeTooSkewed', 'clock-skew'],
  ['RequestInTheFuture', 'clock-skew'],
  ['ResourceNotFoundException', 'not-found'],
  ['ConflictException', 'conflict'],
  ['ValidationException', 'invalid-request'],
  ['ValidationError', 'invalid-request'],
  ['InvalidRequestException', 'invalid-request'],
  ['MalformedPolicyDocument', 'invalid-request'],
  ['RegionDisabledException', 'region-invalid'],
  ['ServiceQuotaExceededException', 'quota-exceeded'],
  ['ThrottlingException', 'throttled'],
  ['Throttling', 'throttled'],
  ['TooManyRequestsException', 'throttled'],
  ['SlowDown', 'throttled'],
  ['InternalServerException', 'service-error'],
  ['InternalFailure', 'service-error'],
  ['ServiceUnavailable', 'service-error'],
  ['ServiceUnavailableException', 'service-error'],
]);

/** The failure for an error response of a service. It keeps the service's message, without secrets. */
export function serviceFailure(error: AwsServiceError, facts: FailureContext): Failure {
  const { operation, service, now } = facts;
  const message = cleanMessage(error.message);
  const skew = serverClockSkewMinutes(error, now);
  const code = failureCodeFor(error, skew);
  const retryAfter = retryAfterSeconds(error, now);
  const status = error.$metadata.httpStatusCode;
  const requestId = error.$metadata.requestId;
  const details: FailureDetails = {
    operation,
    ...(service && { service }),
    ...(requestId && { requestId }),
    ...(status && { status }),
    ...(message && { message }),
    ...(error.resourceId && { resourceId: error.resourceId }),
    ...(error.resourceType && { resourceType: error.resourceType }),
    ...(retryAfter !== undefined && { retryAfterSeconds: retryAfter }),
    ...failureReason(code, error, skew),
  };
  const subject = code === 'region-invalid' ? (facts.region ?? facts.subject) : facts.subject;
  return new Failure(code, subject, details, { cause: withoutMessage(error) });
}

function failureCodeFor(error: AwsServiceError, skewMinutes: number | undefined): FailureCode {
  const { name, message } = error;
  const status = error.$metadata.httpStatusCode ?? 0;
  const signature = /Signature(?:Exception)?$|^SignatureDoesNotMatch$/.test(name);
  if (signature && /expired|not yet current|too skewed/i.test(message)) return 'clock-skew';
  if (signature && skewMinutes !== undefined) return 'clock-skew';
  if (/^AccessDenied/.test(name) && /MultiFactorAuthentication/.test(message)) return 'mfa-needed';
  return failureCodes.get(name) ?? failureCodeForStatus(status);
}

/** The failure code for an HTTP status without any error name. */
export function failureCodeForStatus(status: number): FailureCode {
  if (status === 401) return 'credentials-invalid';
  if (status === 402) return 'quota-exceeded';
  if (status === 403) return 'access-denied';
  if (status === 404) return 'not-found';
  if (status === 407) return 'proxy-answered';
  if (status === 409) return 'conflict';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'service-error';
  if (status >= 400) return 'invalid-request';
  return status >= 300 ? 'proxy-answered' : 'bad-answer';
}

function failureReason(
  code: FailureCode,
  error: AwsServiceError,
  skewMinutes: number | undefined,
): { reason?: string } {
  if (code === 'clock-skew') {
    if (skewMinutes === undefined) return { reason: 'this computer and AWS disagree on the time' };
    const direction = skewMinutes > 0 ? 'behind' : 'ahead of';
    return {
      reason: `this computer's clock is ${Math.abs(skewMinutes)} minutes ${direction} AWS's`,
    };
  }
  if (code === 'invalid-request' && error.reason) return { reason: error.reason };
  return {};
}

/**
 * The message on one line, at most 2000 characters long, without anything that looks like a
 * credential. A refused signature's message is cut after the first sentence, because the rest repeats
 * the signed headers, including the session token.
 */
function cleanMessage(message: string): string {
  const [first = ''] = message.split(/The Canonical String|\n\s*Deserialization error:/);
  const line = first.replaceAll(/\s+/g, ' ').trim();
  return line === 'UnknownError' ? '' : redactSecrets(line).slice(0, 2000);
}
