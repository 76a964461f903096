import { type Domain, domainKey } from '../../core/coordinates';
import { tokenHint } from '../../core/token';
import { entryOf, type Ledger } from '../../tokens/ledger';
import type { Place } from './holder';

/** When the token in `place` ends, by our own record or by what it says of itself. */
export function expiryOf({ held }: Place, ledger: Ledger): Date | undefined {
  if (!held) return undefined;
  const text = held.reveal();
  const entry = entryOf(ledger, text);
  const expires = entry ? new Date(entry.expires) : tokenHint(text)?.expires;
  return expires && !Number.isNaN(expires.getTime()) ? expires : undefined;
}

/** The domains of `places`, each once. */
export function domainsOf(places: readonly Pick<Place, 'domain'>[]): readonly Domain[] {
  return [...new Map(places.map(({ domain }) => [domainKey(domain), domain])).values()];
}
