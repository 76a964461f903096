import { sha256 } from '../shared/sha256';
import type { Domain } from '../core/coordinates';
import type { TokenLife } from '../core/token';
import { isJsonObject } from '../shared/json';

/** A record of a token that the extension wrote. It does not contain the token. */
export interface LedgerEntry {
  readonly domain: Domain;
  /** The path of the file that holds the token. */
  readonly holder: string;
  /** The server id or the property name in that file; empty when the whole file is the token. */
  readonly server: string;
  /** When the token was issued, in ISO 8601. */
  readonly issued: string;
  /** When the token expires, in ISO 8601. */
  readonly expires: string;
  /** The SHA-256 of the token in hex. */
  readonly hash: string;
  readonly life?: TokenLife;
}

/** A place that can hold a token. */
export type LedgerLocation = Pick<LedgerEntry, 'holder' | 'server'>;

/** The tokens that were written, shared by all windows in a file. It does not contain tokens. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  /** The locations that the user signed out of. They get a token again only when the user asks for it. */
  readonly signedOut: readonly LedgerLocation[];
}

/** The oldest entries are dropped: their tokens, valid for at most 12 hours, have expired. */
const maxEntries = 200;

/** Reads a ledger from JSON. Invalid entries are dropped. */
export function parseLedger(json: unknown): Ledger {
  const { entries, signedOut } = (json ?? {}) as { entries?: unknown; signedOut?: unknown };
  return {
    entries: Array.isArray(entries) ? entries.filter(isLedgerEntry) : [],
    signedOut: Array.isArray(signedOut) ? signedOut.filter(isLedgerLocation) : [],
  };
}

/** Adds entries to the ledger. An entry replaces an earlier one of the same location. */
export function addLedgerEntries(ledger: Ledger, written: readonly LedgerEntry[]): Ledger {
  const others = withoutLocations(ledger.entries, written);
  return { ...ledger, entries: [...others, ...written].slice(-maxEntries) };
}

/** Marks locations as signed out, so that they are not filled again automatically. */
export function markSignedOut(ledger: Ledger, locations: readonly LedgerLocation[]): Ledger {
  const others = withoutLocations(ledger.signedOut, locations);
  const newlySignedOut = locations.map(({ holder, server }) => ({ holder, server }));
  return { ...ledger, signedOut: [...others, ...newlySignedOut].slice(-maxEntries) };
}

/** Removes the signed-out mark from locations. */
export function clearSignedOut(ledger: Ledger, locations: readonly LedgerLocation[]): Ledger {
  return { ...ledger, signedOut: withoutLocations(ledger.signedOut, locations) };
}

/** Whether the user signed out of this location. */
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

/** Finds the entry of a token by its hash. */
export function findLedgerEntry(ledger: Ledger, text: string): LedgerEntry | undefined {
  const hash = tokenHash(text);
  return ledger.entries.find(entry => entry.hash === hash);
}

/** The SHA-256 of a token in hex. */
export function tokenHash(text: string): string {
  return sha256(text);
}

function isLedgerEntry(value: unknown): value is LedgerEntry {
  if (!isJsonObject(value)) return false;
  const { domain, holder, server, issued, expires, hash, life } = value;
  return (
    (life === undefined || isTokenLife(life)) &&
    isJsonObject(domain) &&
    [holder, server, issued, expires, hash].every(it => typeof it === 'string')
  );
}

function isTokenLife(value: unknown): value is TokenLife {
  if (!isJsonObject(value)) return false;
  const { seconds, askedSeconds } = value;
  return typeof seconds === 'number' && typeof askedSeconds === 'number';
}

function isLedgerLocation(value: unknown): value is LedgerLocation {
  if (!isJsonObject(value)) return false;
  const { holder, server } = value;
  return typeof holder === 'string' && typeof server === 'string';
}
