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
export type LedgerPlace = Pick<LedgerEntry, 'holder' | 'server'>;

/** What all windows know of the tokens that were written; kept in a file, never with a token. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  /** Places that the user took the token out of: not filled again before the user says so. */
  readonly signedOut: readonly LedgerPlace[];
}

/** Older entries are of no use: a token lives for 12 hours at most, and our own form is known. */
const keptEntries = 200;

/** Reads a ledger from JSON; what is not one reads as empty. */
export function parseLedger(json: unknown): Ledger {
  const { entries, signedOut } = (json ?? {}) as { entries?: unknown; signedOut?: unknown };
  return {
    entries: Array.isArray(entries) ? entries.filter(isEntry) : [],
    signedOut: Array.isArray(signedOut) ? signedOut.filter(isPlace) : [],
  };
}

/** The ledger after `written`; an entry replaces the former one of the same holder and server. */
export function withEntries(ledger: Ledger, written: readonly LedgerEntry[]): Ledger {
  const others = without(ledger.entries, written);
  return { ...ledger, entries: [...others, ...written].slice(-keptEntries) };
}

/** The ledger once nobody is to fill `places` by itself any more. */
export function signOut(ledger: Ledger, places: readonly LedgerPlace[]): Ledger {
  const others = without(ledger.signedOut, places);
  const out = places.map(({ holder, server }) => ({ holder, server }));
  return { ...ledger, signedOut: [...others, ...out].slice(-keptEntries) };
}

/** The ledger after the user wished for tokens in `places` again. */
export function signIn(ledger: Ledger, places: readonly LedgerPlace[]): Ledger {
  return { ...ledger, signedOut: without(ledger.signedOut, places) };
}

/** Whether the user took the token out of this place. */
export function isSignedOut({ signedOut }: Ledger, { holder, server }: LedgerPlace): boolean {
  return signedOut.some(it => it.holder === holder && it.server === server);
}

function without<T extends LedgerPlace>(all: readonly T[], places: readonly LedgerPlace[]): T[] {
  const text = ({ holder, server }: LedgerPlace) => `${holder}\n${server}`;
  const gone = new Set(places.map(text));
  return all.filter(it => !gone.has(text(it)));
}

/** The entry of a token that we wrote, by its hash. */
export function entryOf(ledger: Ledger, text: string): LedgerEntry | undefined {
  const hash = tokenHash(text);
  return ledger.entries.find(entry => entry.hash === hash);
}

/** SHA-256 of a token, in hex. */
export function tokenHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isEntry(value: unknown): value is LedgerEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { domain, holder, server, issued, expires, hash, life } = value as Partial<
    Record<string, unknown>
  >;
  return (
    (life === undefined || isLife(life)) &&
    typeof domain === 'object' &&
    domain !== null &&
    [holder, server, issued, expires, hash].every(it => typeof it === 'string')
  );
}

function isLife(value: unknown): value is TokenLife {
  if (typeof value !== 'object' || value === null) return false;
  const { seconds, askedSeconds } = value as Partial<Record<string, unknown>>;
  return typeof seconds === 'number' && typeof askedSeconds === 'number';
}

function isPlace(value: unknown): value is LedgerPlace {
  if (typeof value !== 'object' || value === null) return false;
  const { holder, server } = value as Partial<Record<string, unknown>>;
  return typeof holder === 'string' && typeof server === 'string';
}
