import { type Domain, domainKey } from '../../core/coordinates';
import { parseTokenHint } from '../../core/token';
import { findLedgerEntry, type Ledger } from '../../tokens/ledger';
import type { TokenLocation } from './tokenHolder';

/** When the token of a location expires, by the ledger or by the token itself. */
export function findTokenExpiry({ currentToken }: TokenLocation, ledger: Ledger): Date | undefined {
  if (!currentToken) return undefined;
  const text = currentToken.reveal();
  const entry = findLedgerEntry(ledger, text);
  const expires = entry ? new Date(entry.expires) : parseTokenHint(text)?.expires;
  return expires && !Number.isNaN(expires.getTime()) ? expires : undefined;
}

/** The distinct domains of `locations`. */
export function uniqueDomains(
  locations: readonly Pick<TokenLocation, 'domain'>[],
): readonly Domain[] {
  return [...new Map(locations.map(({ domain }) => [domainKey(domain), domain])).values()];
}
