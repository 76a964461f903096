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
    const expires = text === undefined ? undefined : lifeOf(text, ledger);
    const known = states.get(domainKey(domain));
    if (!known) states.set(domainKey(domain), { domain, ...(expires && { expires }) });
    else if (known.expires && (!expires || expires < known.expires))
      states.set(domainKey(domain), { domain, ...(expires && { expires }) });
  }
  return [...states.values()];
}

function lifeOf(text: string, ledger: Ledger): Date | undefined {
  const entry = entryOf(ledger, text);
  const expires = entry ? new Date(entry.expires) : tokenHint(text)?.expires;
  return expires && !Number.isNaN(expires.getTime()) ? expires : undefined;
}
