import { type Domain, domainKey } from '../../core/coordinates';
import { isCutShort, type TokenLife } from '../../core/token';
import { entryOf, isSignedOut, type Ledger } from '../../tokens/ledger';
import type { HolderName, Place } from './holder';
import { expiryOf } from './holding';

/** What is known of the token in one place. */
export interface TokenState {
  readonly domain: Domain;
  readonly kind: HolderName;
  readonly holder: string;
  readonly server: string;
  /** Absent when the token's life is not known, or when there is no token. */
  readonly expires?: Date;
  readonly signedOut: boolean;
  /** Only where the token ends before its time. */
  readonly cutShort?: TokenLife;
}

/** How long the tokens in `places` live, by domain. */
export function tokenStates(places: readonly Place[], ledger: Ledger): readonly TokenState[] {
  const states = places.map((place): TokenState => {
    const { domain, kind, holder, server } = place;
    const expires = expiryOf(place, ledger);
    const signedOut = !place.held && isSignedOut(ledger, place);
    const life = place.held && entryOf(ledger, place.held.reveal())?.life;
    const short = life && isCutShort(life) && { cutShort: life };
    return { domain, kind, holder, server, ...(expires && { expires }), signedOut, ...short };
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
export function firstEnd(states: readonly TokenState[]): Date | undefined {
  const domains = new Map<string, (Date | undefined)[]>();
  for (const { domain, expires, signedOut, kind } of states) {
    // New terminals get a token as soon as there is one; nothing reads those without.
    if (signedOut || (kind === 'terminal' && !expires)) continue;
    const known = domains.get(domainKey(domain)) ?? [];
    domains.set(domainKey(domain), [...known, expires]);
  }
  const ends = [...domains.values()].flatMap(all => (all.every(it => it) ? all : []));
  return ends.filter(it => it !== undefined).sort((a, b) => a.getTime() - b.getTime())[0];
}
