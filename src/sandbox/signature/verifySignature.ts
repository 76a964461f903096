import { timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../serviceError';
import { parseAuthorizationHeader, computeSignature, type SignedRequest } from './computeSignature';

/** The secret of an access key and the user it belongs to. */
export interface AccessKey {
  readonly user: string;
  readonly secret: string;
}

/** What a verification needs to know. */
export interface VerificationOptions {
  /** The regions that a signature may name. */
  readonly regions: readonly string[];
  readonly now: () => Date;
  readonly accessKey: (id: string) => AccessKey | undefined;
}

const maximumSkewMs = 5 * 60_000;

/**
 * Verifies the signature of `request` and returns the user who signed it. Throws a `ServiceError` like
 * AWS's for a missing or wrong signature, an unknown key, another region or service, and a date more
 * than 5 minutes off.
 */
export function verifySignature(
  request: SignedRequest,
  service: string,
  { regions, now, accessKey }: VerificationOptions,
): string {
  const header = request.headers.authorization;
  if (header === undefined)
    throw authenticationError(
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    );
  const authorization = parseAuthorizationHeader(header);
  const time = parseAmzDate(request.headers['x-amz-date']);
  if (!authorization || !time || !authorization.signedHeaders.includes('host'))
    throw authenticationError(
      'IncompleteSignatureException',
      "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters, and existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  if (authorization.service !== service || !regions.includes(authorization.region))
    throw authenticationError(
      'InvalidSignatureException',
      authorization.service === service
        ? `Credential should be scoped to a valid region. `
        : `Credential should be scoped to correct service: '${service}'. `,
    );
  checkClock(time, now());
  const key = accessKey(authorization.accessKeyId);
  if (!key || request.headers['x-amz-security-token'] !== undefined)
    throw authenticationError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  const expected = computeSignature(request, authorization, key.secret);
  if (!equalsInConstantTime(expected, authorization.signature))
    throw authenticationError(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  return key.user;
}

function checkClock(time: Date, now: Date): void {
  const skewMs = now.getTime() - time.getTime();
  if (Math.abs(skewMs) <= maximumSkewMs) return;
  const limit = new Date(now.getTime() + (skewMs > 0 ? -maximumSkewMs : maximumSkewMs));
  const [given, edge, current] = [time, limit, now].map(formatAmzDate);
  throw authenticationError(
    'InvalidSignatureException',
    skewMs > 0
      ? `Signature expired: ${given} is now earlier than ${edge} (${current} - 5 min.)`
      : `Signature not yet current: ${given} is still later than ${edge} (${current} + 5 min.)`,
  );
}

function parseAmzDate(text: string | string[] | undefined): Date | undefined {
  const [, date, time] = /^(\d{8})T(\d{6})Z$/.exec(typeof text === 'string' ? text : '') ?? [];
  if (date === undefined || time === undefined) return undefined;
  const [y, mo, d] = [date.slice(0, 4), date.slice(4, 6), date.slice(6)];
  const parsed = new Date(
    `${y}-${mo}-${d}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`,
  );
  return Number.isNaN(parsed.getTime()) ? undefined : parsed;
}

function formatAmzDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function equalsInConstantTime(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

function authenticationError(type: string, message: string): ServiceError {
  return new ServiceError(type, 403, message);
}
