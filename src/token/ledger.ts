import { createHash } from 'node:crypto';
import type { Domain } from '../model/coordinates';

/** A token that we wrote somewhere, without the token. */
export interface LedgerEntry {
  readonly domain: Domain;
  /** The file that holds it. */
  readonly holder: string;
  /** The server id within the holder. */
  readonly server: string;
  /** ISO 8601. */
  readonly issued: string;
  readonly expires: string;
  /** SHA-256 of the token, in hex. */
  readonly hash: string;
}

/** What all windows know of the tokens that were written; kept in a file, never with a token. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
}

/** Older entries are of no use: a token lives for 12 hours at most, and our own form is known. */
const keptEntries = 200;

/** Reads a ledger from JSON; what is not one reads as empty. */
export function parseLedger(json: unknown): Ledger {
  const entries = (json as { entries?: unknown } | null | undefined)?.entries;
  return { entries: Array.isArray(entries) ? entries.filter(isEntry) : [] };
}

/** The ledger after `written`; an entry replaces the former one of the same holder and server. */
export function withEntries(ledger: Ledger, written: readonly LedgerEntry[]): Ledger {
  const place = ({ holder, server }: LedgerEntry) => `${holder}\n${server}`;
  const replaced = new Set(written.map(place));
  const others = ledger.entries.filter(entry => !replaced.has(place(entry)));
  return { entries: [...others, ...written].slice(-keptEntries) };
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
  const { domain, holder, server, issued, expires, hash } = value as Partial<
    Record<string, unknown>
  >;
  return (
    typeof domain === 'object' &&
    domain !== null &&
    [holder, server, issued, expires, hash].every(it => typeof it === 'string')
  );
}
