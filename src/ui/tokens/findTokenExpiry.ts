import { type Domain, domainKey } from '../../core/coordinates';
import { parseTokenHint } from '../../core/token';
import { findLedgerEntry, type Ledger } from '../../tokens/ledger';
import type { TokenLocation } from './tokenHolder';

/** When the token in `place` ends, by our own record or by what it says of itself. */
export function findTokenExpiry({ currentToken }: TokenLocation, ledger: Ledger): Date | undefined {
  if (!currentToken) return undefined;
  const text = currentToken.reveal();
  const entry = findLedgerEntry(ledger, text);
  const expires = entry ? new Date(entry.expires) : parseTokenHint(text)?.expires;
  return expires && !Number.isNaN(expires.getTime()) ? expires : undefined;
}

/** The domains of `places`, each once. */
export function uniqueDomains(
  locations: readonly Pick<TokenLocation, 'domain'>[],
): readonly Domain[] {
  return [...new Map(locations.map(({ domain }) => [domainKey(domain), domain])).values()];
}
