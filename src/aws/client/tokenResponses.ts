import type { Domain, Repository, Format } from '../../core/coordinates';
import { parseRepositoryUrl } from '../../core/endpoint';
import { Failure } from '../../core/failure';
import { Secret } from '../../core/secret';
import { isTokenText, type Token } from '../../core/token';
import type { ResponseReader } from './responseReader';

/** Throws `invalid-request` for a lifetime that GetAuthorizationToken does not accept. */
export function validateTokenSeconds(seconds: number, subject: string, operation: string): void {
  if (seconds === 0 || (Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200)) return;
  const reason = `a token lasts 900 to 43200 s, or as long as the role session with 0, not ${seconds}`;
  throw new Failure('invalid-request', subject, { operation, reason });
}

/**
 * The time on the service's clock, which token expiries refer to. `offsetMs` is the SDK's correction;
 * it counts from 5 minutes, the difference at which signatures are refused.
 */
export function serverTime(now: number, offsetMs: number): number {
  return Math.abs(offsetMs) >= 5 * 60_000 ? now + offsetMs : now;
}

/** The token of a response. Throws `bad-answer` if it is malformed or expired at `now`, the service's time. */
export function parseToken(
  reader: ResponseReader,
  output: { readonly authorizationToken?: unknown; readonly expiration?: unknown },
  domain: Domain,
  now: number,
  requestedSeconds: number,
): Token {
  const text = reader.text('authorizationToken', output.authorizationToken);
  if (!isTokenText(text)) return reader.fail('authorizationToken', text);
  const expires = reader.date('expiration', output.expiration);
  if (expires.getTime() <= now) return reader.fail('expiration', expires);
  const life = {
    seconds: Math.round((expires.getTime() - now) / 1000),
    askedSeconds: requestedSeconds,
  };
  return { domain, secret: new Secret(text), expires, life };
}

/**
 * The repository URL of a response, with a trailing slash. Throws `bad-answer` unless it is an
 * endpoint of the `expected` repository, to which its token may be sent.
 */
export function parseEndpointUrl(
  reader: ResponseReader,
  url: string,
  expected: Repository & { readonly format: Format },
): string {
  const { realm, region } = expected;
  const approved = realm === 'aws' ? [] : [{ origin: realm, region }];
  const actual = parseRepositoryUrl(url, approved);
  const matches =
    actual?.realm === realm &&
    actual.region === region &&
    actual.owner === expected.owner &&
    actual.domain === expected.domain &&
    actual.repository === expected.repository &&
    actual.format === expected.format;
  if (!matches) return reader.fail('repositoryEndpoint', url);
  return url.endsWith('/') ? url : `${url}/`;
}
