import { domainKey, type Domain } from '../core/coordinates';
import { claimTimeoutMs, minRequestGapMs } from './renewalTiming';
import { asJsonObject } from '../shared/json';

/** The renewal of one domain's token, shared by all windows. Times are milliseconds since the epoch. */
export interface Renewal {
  readonly domain: Domain;
  /** The id of the connection that fetches the token. */
  readonly connection: string;
  readonly token?: IssuedToken;
  /** The window that is fetching a token, and when it started. */
  readonly claim?: { readonly by: string; readonly at: number };
  /** When a token was last requested. */
  readonly askedAt?: number;
  /** The number of consecutive failures. */
  readonly failures: number;
  /** The earliest time of the next attempt. */
  readonly notBefore?: number;
}

/** The lifetime of a token that the extension fetched. */
export interface IssuedToken {
  readonly issuedAt: number;
  readonly lifeMs: number;
  readonly renewAfterMs: number;
  /** The SHA-256 of the token in hex. */
  readonly hash: string;
}

/** Whether a window may make the next request, and if not, why. */
export type ClaimResult =
  | { readonly won: true }
  | { readonly won: false; readonly because: 'fetching' | 'too-soon' | 'waiting' | 'renewed' };

/** Identifies a renewal. */
export type RenewalKey = Pick<Renewal, 'domain' | 'connection'>;

/** Limits the entries that closed windows and old projects leave behind. */
const maxRenewals = 200;

/** Finds the renewal with this key. */
export function findRenewal(all: readonly Renewal[], key: RenewalKey): Renewal | undefined {
  return all.find(it => isSameRenewalKey(it, key));
}

/** Adds a renewal, or replaces the one with the same key. */
export function upsertRenewal(all: readonly Renewal[], renewal: Renewal): readonly Renewal[] {
  return [...all.filter(it => !isSameRenewalKey(it, renewal)), renewal].slice(-maxRenewals);
}

/** The window that claims a renewal, and what it knows. */
export interface Claimant {
  /** The id of the window. */
  readonly by: string;
  readonly now: number;
  /** The hashes of the tokens that the window wants replaced. A newer token needs no replacement. */
  readonly knownHashes: readonly (string | undefined)[];
  /** Skips the delay after failures: the user asked, credentials changed, or the clock was set back. */
  readonly urgent: boolean;
}

/** Claims the next request for `key`, so that only one of all windows makes it. */
export function claimRenewal(
  all: readonly Renewal[],
  key: RenewalKey,
  { by, now, knownHashes, urgent }: Claimant,
): { readonly all: readonly Renewal[]; readonly claim: ClaimResult } {
  const renewal = findRenewal(all, key);
  const refuse = (because: Extract<ClaimResult, { won: false }>['because']) =>
    ({ all, claim: { won: false, because } }) as const;
  // A time in the future was recorded before the clock was set back and is ignored.
  const within = (at: number | undefined, span: number): boolean =>
    at !== undefined && at <= now && now - at < span;
  if (renewal?.claim && renewal.claim.by !== by && within(renewal.claim.at, claimTimeoutMs))
    return refuse('fetching');
  if (renewal?.token && !knownHashes.includes(renewal.token.hash) && isFresh(renewal.token, now))
    return refuse('renewed');
  if (within(renewal?.askedAt, minRequestGapMs)) return refuse('too-soon');
  if (!urgent && isWaiting(renewal, now)) return refuse('waiting');
  const claimed: Renewal = {
    failures: 0,
    ...renewal,
    domain: key.domain,
    connection: key.connection,
    claim: { by, at: now },
    askedAt: now,
  };
  return { all: upsertRenewal(all, claimed), claim: { won: true } };
}

/** Whether a token is not due for renewal yet. */
function isFresh({ issuedAt, renewAfterMs }: IssuedToken, now: number): boolean {
  return issuedAt <= now && now < issuedAt + renewAfterMs;
}

/** Whether the delay after a failure still lasts. A delay from before the clock was set back is ignored. */
export function isWaiting(renewal: Renewal | undefined, now: number): boolean {
  const { notBefore, askedAt } = renewal ?? {};
  return notBefore !== undefined && now < notBefore && (askedAt === undefined || askedAt <= now);
}

/** Reads renewals from JSON. Invalid entries are dropped. */
export function parseRenewals(json: unknown): readonly Renewal[] {
  return Array.isArray(json) ? json.filter(isRenewal) : [];
}

function isSameRenewalKey(a: RenewalKey, b: RenewalKey): boolean {
  return a.connection === b.connection && domainKey(a.domain) === domainKey(b.domain);
}

function isRenewal(value: unknown): value is Renewal {
  const it = asJsonObject(value);
  const number = (field: unknown): boolean => typeof field === 'number' && Number.isFinite(field);
  const optional = (field: unknown): boolean => field === undefined || number(field);
  const { realm, region, owner, domain } = asJsonObject(it['domain']);
  const token = asJsonObject(it['token']);
  const claim = asJsonObject(it['claim']);
  return (
    [realm, region, owner, domain, it['connection']].every(text => typeof text === 'string') &&
    number(it['failures']) &&
    optional(it['askedAt']) &&
    optional(it['notBefore']) &&
    (it['token'] === undefined ||
      (typeof token['hash'] === 'string' &&
        [token['issuedAt'], token['lifeMs'], token['renewAfterMs']].every(number))) &&
    (it['claim'] === undefined || (typeof claim['by'] === 'string' && number(claim['at'])))
  );
}
