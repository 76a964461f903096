import type { OwnershipFacts, Ruling } from '../../maven/ownership';
import { connectionId } from '../../model/connection';
import { type Domain, domainKey } from '../../model/coordinates';
import { isFailure } from '../../model/failure';
import { tokenHint } from '../../model/token';
import type { Wanted } from '../../token/keeperPorts';
import { tokenHash } from '../../token/ledger';
import type { Connections } from '../connections';
import type { MavenState } from '../maven/mavenFiles';
import { mavenRoom } from '../maven/mavenRoom';

/**
 * The servers that are renewed without anybody asking: those that are there, and plainly ours.
 * Creating one, and everything that would need a yes, waits for a click.
 */
export async function unattendedRulings(
  { claims, view }: MavenState,
  facts: OwnershipFacts,
): Promise<readonly Ruling[]> {
  const { ownership } = await mavenRoom();
  return ownership(claims, view, facts).filter(({ action }) => action === 'update');
}

/** The domains of `rulings` with what their holders hold; those that no connection serves are left out. */
export async function wantedTokens(
  connections: Connections,
  { view }: MavenState,
  rulings: readonly Ruling[],
): Promise<readonly Wanted[]> {
  const domains = new Map<string, { domain: Domain; texts: (string | undefined)[] }>();
  for (const { claim } of rulings) {
    const known = domains.get(domainKey(claim.domain)) ?? { domain: claim.domain, texts: [] };
    domains.set(domainKey(claim.domain), known);
    for (const { id, password } of view.servers)
      if (id === claim.id)
        known.texts.push(password.kind === 'literal' ? password.value.reveal() : undefined);
  }
  const wanted = await Promise.all(
    [...domains.values()].map(async ({ domain, texts }): Promise<Wanted | undefined> => {
      const connection = await servingConnection(connections, domain);
      const [first] = texts;
      const held = first !== undefined && texts.every(text => text === first) ? first : undefined;
      if (connection === undefined) return undefined;
      return { domain, connection, ...(held !== undefined && heldToken(held)) };
    }),
  );
  return wanted.filter(it => it !== undefined);
}

function heldToken(text: string): Pick<Wanted, 'held'> {
  const hint = tokenHint(text);
  return { held: { hash: tokenHash(text), ...(hint && { hint }) } };
}

async function servingConnection(
  connections: Connections,
  domain: Domain,
): Promise<string | undefined> {
  try {
    return connectionId(await connections.forDomain(domain));
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}
