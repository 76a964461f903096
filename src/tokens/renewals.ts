import { domainKey, type Domain } from '../core/coordinates';
import { claimTimeoutMs, minRequestGapMs } from './renewalTiming';

/** What all windows know of one domain's renewal. Times are milliseconds since the epoch, by our clock. */
export interface Renewal {
  readonly domain: Domain;
  /** The id of the connection that fetches for it. */
  readonly connection: string;
  readonly token?: IssuedToken;
  /** The window that is fetching, and since when. */
  readonly claim?: { readonly by: string; readonly at: number };
  /** When a token was last asked for. */
  readonly askedAt?: number;
  /** Failures in a row. */
  readonly failures: number;
  /** Not to be tried again before this. */
  readonly notBefore?: number;
}

/** The life of a token that we fetched. */
export interface IssuedToken {
  readonly issuedAt: number;
  readonly lifeMs: number;
  readonly renewAfterMs: number;
  /** SHA-256, in hex. */
  readonly hash: string;
}

/** Why a claim was refused, or that it was not. */
export type ClaimResult =
  | { readonly won: true }
  | { readonly won: false; readonly because: 'fetching' | 'too-soon' | 'waiting' | 'renewed' };

/** Which renewal is meant. */
export type RenewalKey = Pick<Renewal, 'domain' | 'connection'>;

/** Older windows and stopped projects leave entries behind; more than these nobody has. */
const maxRenewals = 200;

/** The renewal that `key` means. */
export function findRenewal(all: readonly Renewal[], key: RenewalKey): Renewal | undefined {
  return all.find(it => isSameRenewalKey(it, key));
}

/** `all` with `renewal` in place of the former one. */
export function upsertRenewal(all: readonly Renewal[], renewal: Renewal): readonly Renewal[] {
  return [...all.filter(it => !isSameRenewalKey(it, renewal)), renewal].slice(-maxRenewals);
}

/** Who claims, and what it goes by. */
export interface Claimant {
  /** The window. */
  readonly by: string;
  readonly now: number;
  /** The tokens that the window knows and wants replaced: one that was issued since needs no other. */
  readonly knownHashes: readonly (string | undefined)[];
  /** A user's wish, credentials that came back, a clock set back: do not wait after failures. */
  readonly urgent: boolean;
}

/** Claims the next request for `key`, so that of all windows one makes it. */
export function claimRenewal(
  all: readonly Renewal[],
  key: RenewalKey,
  { by, now, knownHashes, urgent }: Claimant,
): { readonly all: readonly Renewal[]; readonly claim: ClaimResult } {
  const renewal = findRenewal(all, key);
  const refuse = (because: Extract<ClaimResult, { won: false }>['because']) =>
    ({ all, claim: { won: false, because } }) as const;
  // A time in the future is from before the clock was set back: it says nothing.
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

/** Whether a token is in the first part of its life, when nobody need think of it. */
function isFresh({ issuedAt, renewAfterMs }: IssuedToken, now: number): boolean {
  return issuedAt <= now && now < issuedAt + renewAfterMs;
}

/** Whether failures forbid to try again now. A wait from before the clock was set back does not. */
export function isWaiting(renewal: Renewal | undefined, now: number): boolean {
  const { notBefore, askedAt } = renewal ?? {};
  return notBefore !== undefined && now < notBefore && (askedAt === undefined || askedAt <= now);
}

/** Reads renewals from JSON; what is not one is dropped. */
export function parseRenewals(json: unknown): readonly Renewal[] {
  return Array.isArray(json) ? json.filter(isRenewal) : [];
}

function isSameRenewalKey(a: RenewalKey, b: RenewalKey): boolean {
  return a.connection === b.connection && domainKey(a.domain) === domainKey(b.domain);
}

function isRenewal(value: unknown): value is Renewal {
  const it = asRecord(value);
  const number = (field: unknown): boolean => typeof field === 'number' && Number.isFinite(field);
  const optional = (field: unknown): boolean => field === undefined || number(field);
  const { realm, region, owner, domain } = asRecord(it['domain']);
  const token = asRecord(it['token']);
  const claim = asRecord(it['claim']);
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

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
