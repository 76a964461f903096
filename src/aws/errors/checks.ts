import type { Domain, Repository, Format } from '../../core/coordinates';
import { parseRepositoryUrl } from '../../core/endpoint';
import { Failure } from '../../core/failure';
import { Secret } from '../../core/secret';
import { isTokenText, type Token } from '../../core/token';
import type { Answer } from '../client/answer';

/** Refuses lifetimes that the service would, before anything is sent. Source: GetAuthorizationToken. */
export function checkTokenSeconds(seconds: number, subject: string, operation: string): void {
  if (seconds === 0 || (Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200)) return;
  const reason = `a token lives 900 to 43200 s, or 0 for as long as the role session, not ${seconds}`;
  throw new Failure('invalid-request', subject, { operation, reason });
}

/**
 * What time it is for the service, when the SDK has learnt from its answers that this computer's clock
 * is wrong by more than signatures bear: expiries are the service's.
 */
export function serviceTime(now: number, offsetMs: number): number {
  return Math.abs(offsetMs) >= 5 * 60_000 ? now + offsetMs : now;
}

/** The token of an answer, when it is one and does not expire at once. `now` is the service's time. */
export function checkedToken(
  answer: Answer,
  output: { readonly authorizationToken?: unknown; readonly expiration?: unknown },
  domain: Domain,
  now: number,
  askedSeconds: number,
): Token {
  const text = answer.text('authorizationToken', output.authorizationToken);
  if (!isTokenText(text)) return answer.refuse('authorizationToken', text);
  const expires = answer.date('expiration', output.expiration);
  if (expires.getTime() <= now) return answer.refuse('expiration', expires);
  const life = { seconds: Math.round((expires.getTime() - now) / 1000), askedSeconds };
  return { domain, secret: new Secret(text), expires, life };
}

/**
 * The URL of an answer, with a trailing slash, when it is one to which the token of this repository
 * may be sent.
 */
export function checkedEndpoint(
  answer: Answer,
  url: string,
  wanted: Repository & { readonly format: Format },
): string {
  const { realm, region } = wanted;
  const approved = realm === 'aws' ? [] : [{ origin: realm, region }];
  const named = parseRepositoryUrl(url, approved);
  const same =
    named?.realm === realm &&
    named.region === region &&
    named.owner === wanted.owner &&
    named.domain === wanted.domain &&
    named.repository === wanted.repository &&
    named.format === wanted.format;
  if (!same) return answer.refuse('repositoryEndpoint', url);
  return url.endsWith('/') ? url : `${url}/`;
}
