import { type Domain, domainKey } from '../../../core/coordinates';
import type { Ledger } from '../../../tokens/ledger';
import { readSettings } from '../../common/settings';

/**
 * The property of `file` that holds the token of `domain`: the one that was given it before, else
 * the setting's; where another domain has that one, with the domain's name behind it.
 */
export function propertyFor({ entries }: Ledger, file: string, domain: Domain): string {
  const own = entries.filter(({ holder }) => holder === file);
  const usual = readSettings().gradleTokenProperty;
  const isOwn = (name: string) =>
    own.some(it => it.server === name && domainKey(it.domain) === domainKey(domain));
  const isFree = (name: string) => !own.some(({ server }) => server === name);
  if (isOwn(usual) || isFree(usual)) return usual;
  const known = own.findLast(it => domainKey(it.domain) === domainKey(domain));
  if (known) return known.server;
  const name = `${usual}_${domain.domain.replaceAll('-', '_')}`;
  return isFree(name) ? name : `${name}_${domain.owner}`;
}
