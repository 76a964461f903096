import { domainKey } from '../../model/coordinates';
import { tokenHint } from '../../model/token';
import { entryOf, type Ledger } from '../../token/ledger';
import type { TokenState } from '../statusBar';
import type { MavenState } from './mavenFiles';

/** How long the tokens in settings.xml live, per domain, as far as the ledger or the token tells. */
export function tokenStates({ view, claims }: MavenState, ledger: Ledger): TokenState[] {
  const states = new Map<string, TokenState>();
  for (const { id, domain, used } of claims.claims) {
    if (!used) continue;
    const password = view.servers.findLast(server => server.id === id)?.password;
    const text = password?.kind === 'literal' ? password.value.reveal() : undefined;
    const life = text === undefined ? undefined : lifeOf(text, ledger);
    const known = states.get(domainKey(domain));
    const servers = [...(known?.servers ?? []), id];
    // The domain is as well as its worst holder: one of unknown life may be dead already.
    const expires = known ? earlier(known.expires, life) : life;
    states.set(domainKey(domain), { domain, servers, ...(expires && { expires }) });
  }
  return [...states.values()];
}

function earlier(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (!a || !b) return undefined;
  return a < b ? a : b;
}

function lifeOf(text: string, ledger: Ledger): Date | undefined {
  const entry = entryOf(ledger, text);
  const expires = entry ? new Date(entry.expires) : tokenHint(text)?.expires;
  return expires && !Number.isNaN(expires.getTime()) ? expires : undefined;
}
