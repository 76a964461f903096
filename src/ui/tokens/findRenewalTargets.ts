import { type Domain, domainKey } from '../../core/coordinates';
import { parseTokenHint } from '../../core/token';
import type { RenewalTarget } from '../../tokens/tokenRenewerPorts';
import { tokenHash } from '../../tokens/ledger';
import type { Connections } from '../connections/connections';
import type { TokenLocation } from './tokenHolder';
import { uniqueDomains } from './findTokenExpiry';
import { findConnectionId } from './findConnectionId';

/**
 * The domains of the renewed locations, with their current tokens. Domains without a connection are
 * left out. Terminals follow the files, which all windows share. A domain that only terminals hold
 * is renewed by this window alone, because the token cannot be passed to another window.
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

/** The token that all locations contain, if it is the same. */
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
