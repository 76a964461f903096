import { type Domain, domainKey } from '../../../core/coordinates';
import type { Ledger } from '../../../tokens/ledger';
import { readExtensionSettings } from '../../common/extensionSettings';

/**
 * The property of `file` that holds the token of `domain`: the one that was given it before, else
 * the setting's; where another domain has that one, with the domain's name behind it.
 */
export function resolveTokenProperty({ entries }: Ledger, file: string, domain: Domain): string {
  const fileEntries = entries.filter(({ holder }) => holder === file);
  const configuredName = readExtensionSettings().gradleTokenProperty;
  const isOfDomain = (name: string) =>
    fileEntries.some(it => it.server === name && domainKey(it.domain) === domainKey(domain));
  const isFree = (name: string) => !fileEntries.some(({ server }) => server === name);
  if (isOfDomain(configuredName) || isFree(configuredName)) return configuredName;
  const lastEntry = fileEntries.findLast(it => domainKey(it.domain) === domainKey(domain));
  if (lastEntry) return lastEntry.server;
  const name = `${configuredName}_${domain.domain.replaceAll('-', '_')}`;
  return isFree(name) ? name : `${name}_${domain.owner}`;
}
