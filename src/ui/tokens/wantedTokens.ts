import { type Domain, domainKey } from '../../core/coordinates';
import { tokenHint } from '../../core/token';
import type { Wanted } from '../../tokens/keeperPorts';
import { tokenHash } from '../../tokens/ledger';
import type { Connections } from '../connections/connections';
import type { Place } from './holder';
import { domainsOf } from './holding';
import { servingConnection } from './servingConnection';

/**
 * The domains of the places that are renewed, with what they hold; those that no connection serves
 * are left out. Terminals follow the files of all windows. A domain that terminals alone hold is this
 * window's own affair: no other window can be given its token.
 */
export async function wantedTokens(
  connections: Connections,
  places: readonly Place[],
  window: string,
): Promise<readonly Wanted[]> {
  const renewed = places.filter(it => it.renewed);
  const wanted = await Promise.all(
    domainsOf(renewed).map(async (domain): Promise<Wanted | undefined> => {
      const connection = await servingConnection(connections, domain);
      if (connection === undefined) return undefined;
      const own = renewed.filter(it => isSame(it.domain, domain));
      const files = own.filter(({ kind }) => kind !== 'terminal');
      const key = files.length > 0 ? connection : `${connection} ${window}`;
      const held = heldBy(files.length > 0 ? files : own);
      return { domain, connection: key, ...held };
    }),
  );
  return wanted.filter(it => it !== undefined);
}

/** What all of them hold alike. */
function heldBy(places: readonly Place[]): Pick<Wanted, 'held'> {
  const texts = places.map(({ held }) => held?.reveal());
  const [first] = texts;
  if (first === undefined || !texts.every(text => text === first)) return {};
  const hint = tokenHint(first);
  return { held: { hash: tokenHash(first), ...(hint && { hint }) } };
}

function isSame(one: Domain, other: Domain): boolean {
  return domainKey(one) === domainKey(other);
}
