import { type Domain, domainKey } from '../../core/coordinates';
import { isCutShort, type TokenLife } from '../../core/token';
import { findLedgerEntry, isSignedOut, type Ledger } from '../../tokens/ledger';
import type { HolderType, TokenLocation } from './tokenHolder';
import { findTokenExpiry } from './findTokenExpiry';

/** What is known about the token of a location. */
export interface TokenState {
  readonly domain: Domain;
  readonly kind: HolderType;
  readonly holder: string;
  readonly server: string;
  /** Absent if there is no token or its expiry is not known. */
  readonly expires?: Date;
  readonly signedOut: boolean;
  /** Present if the token expires earlier than requested. */
  readonly shortenedLife?: TokenLife;
}

/** The states of the tokens of `locations`, grouped by domain. */
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
 * When the first token expires. A domain counts by its worst holder. If the expiry of one is not
 * known, the domain is ignored. Undefined if nothing is known.
 */
export function findEarliestExpiry(states: readonly TokenState[]): Date | undefined {
  const domains = new Map<string, (Date | undefined)[]>();
  for (const { domain, expires, signedOut, kind } of states) {
    // New terminals get a token when there is one. Nothing reads the ones without.
    if (signedOut || (kind === 'terminal' && !expires)) continue;
    const known = domains.get(domainKey(domain)) ?? [];
    domains.set(domainKey(domain), [...known, expires]);
  }
  const expiryDates = [...domains.values()].flatMap(all => (all.every(it => it) ? all : []));
  return expiryDates.filter(it => it !== undefined).sort((a, b) => a.getTime() - b.getTime())[0];
}
