import { createHash } from 'node:crypto';
import type { Domain } from '../core/coordinates';
import type { TokenLife } from '../core/token';

/** A token that we wrote somewhere, without the token. */
export interface LedgerEntry {
  readonly domain: Domain;
  /** The file that holds it. */
  readonly holder: string;
  /** What it is called within the holder: a server id, a property; empty where the file is the token. */
  readonly server: string;
  /** ISO 8601. */
  readonly issued: string;
  readonly expires: string;
  /** SHA-256 of the token, in hex. */
  readonly hash: string;
  readonly life?: TokenLife;
}

/** A place that can hold a token. */
export type LedgerLocation = Pick<LedgerEntry, 'holder' | 'server'>;

/** What all windows know of the tokens that were written; kept in a file, never with a token. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  /** Places that the user took the token out of: not filled again before the user says so. */
  readonly signedOut: readonly LedgerLocation[];
}

/** Older entries are of no use: a token lives for 12 hours at most, and our own form is known. */
const maxEntries = 200;

/** Reads a ledger from JSON; what is not one reads as empty. */
export function parseLedger(json: unknown): Ledger {
  const { entries, signedOut } = (json ?? {}) as { entries?: unknown; signedOut?: unknown };
  return {
    entries: Array.isArray(entries) ? entries.filter(isLedgerEntry) : [],
    signedOut: Array.isArray(signedOut) ? signedOut.filter(isLedgerLocation) : [],
  };
}

/** The ledger after `written`; an entry replaces the former one of the same holder and server. */
export function addLedgerEntries(ledger: Ledger, written: readonly LedgerEntry[]): Ledger {
  const others = withoutLocations(ledger.entries, written);
  return { ...ledger, entries: [...others, ...written].slice(-maxEntries) };
}

/** The ledger once nobody is to fill `places` by itself any more. */
export function markSignedOut(ledger: Ledger, locations: readonly LedgerLocation[]): Ledger {
  const others = withoutLocations(ledger.signedOut, locations);
  const newlySignedOut = locations.map(({ holder, server }) => ({ holder, server }));
  return { ...ledger, signedOut: [...others, ...newlySignedOut].slice(-maxEntries) };
}

/** The ledger after the user wished for tokens in `places` again. */
export function clearSignedOut(ledger: Ledger, locations: readonly LedgerLocation[]): Ledger {
  return { ...ledger, signedOut: withoutLocations(ledger.signedOut, locations) };
}

/** Whether the user took the token out of this place. */
export function isSignedOut({ signedOut }: Ledger, { holder, server }: LedgerLocation): boolean {
  return signedOut.some(it => it.holder === holder && it.server === server);
}

function withoutLocations<T extends LedgerLocation>(
  all: readonly T[],
  locations: readonly LedgerLocation[],
): T[] {
  const locationKey = ({ holder, server }: LedgerLocation) => `${holder}\n${server}`;
  const removedKeys = new Set(locations.map(locationKey));
  return all.filter(it => !removedKeys.has(locationKey(it)));
}

/** The entry of a token that we wrote, by its hash. */
export function findLedgerEntry(ledger: Ledger, text: string): LedgerEntry | undefined {
  const hash = tokenHash(text);
  return ledger.entries.find(entry => entry.hash === hash);
}

/** SHA-256 of a token, in hex. */
export function tokenHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isLedgerEntry(value: unknown): value is LedgerEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { domain, holder, server, issued, expires, hash, life } = value as Partial<
    Record<string, unknown>
  >;
  return (
    (life === undefined || isTokenLife(life)) &&
    typeof domain === 'object' &&
    domain !== null &&
    [holder, server, issued, expires, hash].every(it => typeof it === 'string')
  );
}

function isTokenLife(value: unknown): value is TokenLife {
  if (typeof value !== 'object' || value === null) return false;
  const { seconds, askedSeconds } = value as Partial<Record<string, unknown>>;
  return typeof seconds === 'number' && typeof askedSeconds === 'number';
}

function isLedgerLocation(value: unknown): value is LedgerLocation {
  if (typeof value !== 'object' || value === null) return false;
  const { holder, server } = value as Partial<Record<string, unknown>>;
  return typeof holder === 'string' && typeof server === 'string';
}
