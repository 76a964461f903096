import { type Domain, domainKey } from '../../core/coordinates';
import { parseTokenHint } from '../../core/token';
import type { RenewalTarget } from '../../tokens/tokenRenewerPorts';
import { tokenHash } from '../../tokens/ledger';
import type { Connections } from '../connections/connections';
import type { TokenLocation } from './tokenHolder';
import { uniqueDomains } from './findTokenExpiry';
import { findConnectionId } from './findConnectionId';

/**
 * The domains of the places that are renewed, with what they hold; those that no connection serves
 * are left out. Terminals follow the files of all windows. A domain that terminals alone hold is this
 * window's own affair: no other window can be given its token.
 */
export async function findRenewalTargets(
  connections: Connections,
  locations: readonly TokenLocation[],
  window: string,
): Promise<readonly RenewalTarget[]> {
  const renewedLocations = locations.filter(it => it.autoRenewed);
  const targets = await Promise.all(
    uniqueDomains(renewedLocations).map(async (domain): Promise<RenewalTarget | undefined> => {
      const connection = await findConnectionId(connections, domain);
      if (connection === undefined) return undefined;
      const domainLocations = renewedLocations.filter(it => isSameDomain(it.domain, domain));
      const files = domainLocations.filter(({ kind }) => kind !== 'terminal');
      const key = files.length > 0 ? connection : `${connection} ${window}`;
      const held = findCommonToken(files.length > 0 ? files : domainLocations);
      return { domain, connection: key, ...held };
    }),
  );
  return targets.filter(it => it !== undefined);
}

/** What all of them hold alike. */
function findCommonToken(locations: readonly TokenLocation[]): Pick<RenewalTarget, 'held'> {
  const texts = locations.map(({ currentToken }) => currentToken?.reveal());
  const [first] = texts;
  if (first === undefined || !texts.every(text => text === first)) return {};
  const hint = parseTokenHint(first);
  return { held: { hash: tokenHash(first), ...(hint && { hint }) } };
}

function isSameDomain(one: Domain, other: Domain): boolean {
  return domainKey(one) === domainKey(other);
}
