import { type Domain, domainKey } from '../../core/coordinates';
import { isCutShort, type TokenLife } from '../../core/token';
import { findLedgerEntry, isSignedOut, type Ledger } from '../../tokens/ledger';
import type { HolderType, TokenLocation } from './tokenHolder';
import { findTokenExpiry } from './findTokenExpiry';

/** What is known of the token in one place. */
export interface TokenState {
  readonly domain: Domain;
  readonly kind: HolderType;
  readonly holder: string;
  readonly server: string;
  /** Absent when the token's life is not known, or when there is no token. */
  readonly expires?: Date;
  readonly signedOut: boolean;
  /** Only where the token ends before its time. */
  readonly shortenedLife?: TokenLife;
}

/** How long the tokens in `places` live, by domain. */
export function listTokenStates(
  locations: readonly TokenLocation[],
  ledger: Ledger,
): readonly TokenState[] {
  const states = locations.map((location): TokenState => {
    const { domain, kind, holder, server } = location;
    const expires = findTokenExpiry(location, ledger);
    const signedOut = !location.currentToken && isSignedOut(ledger, location);
    const life =
      location.currentToken && findLedgerEntry(ledger, location.currentToken.reveal())?.life;
    const shortened = life && isCutShort(life) && { shortenedLife: life };
    return { domain, kind, holder, server, ...(expires && { expires }), signedOut, ...shortened };
  });
  const order = [...new Set(states.map(({ domain }) => domainKey(domain)))];
  return states.toSorted(
    (a, b) => order.indexOf(domainKey(a.domain)) - order.indexOf(domainKey(b.domain)),
  );
}

/**
 * When the first token ends. A domain is as well as its worst holder: where the life of one is not
 * known, the domain does not count, for it may be dead already. Undefined where nothing is known.
 */
export function findEarliestExpiry(states: readonly TokenState[]): Date | undefined {
  const domains = new Map<string, (Date | undefined)[]>();
  for (const { domain, expires, signedOut, kind } of states) {
    // New terminals get a token as soon as there is one; nothing reads those without.
    if (signedOut || (kind === 'terminal' && !expires)) continue;
    const known = domains.get(domainKey(domain)) ?? [];
    domains.set(domainKey(domain), [...known, expires]);
  }
  const expiryDates = [...domains.values()].flatMap(all => (all.every(it => it) ? all : []));
  return expiryDates.filter(it => it !== undefined).sort((a, b) => a.getTime() - b.getTime())[0];
}
