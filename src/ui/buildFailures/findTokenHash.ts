import { type Domain, domainKey } from '../../core/coordinates';
import { tokenHash } from '../../tokens/ledger';
import type { MavenState } from '../buildTools/maven/mavenFiles';

/** The hash of the first token that settings.xml holds for `domain`; undefined where it holds none. */
export function findTokenHash({ view, claims }: MavenState, domain: Domain): string | undefined {
  const ids = new Set(
    claims.claims.filter(it => domainKey(it.domain) === domainKey(domain)).map(({ id }) => id),
  );
  for (const { id, password } of view.servers)
    if (ids.has(id) && password.kind === 'literal') return tokenHash(password.value.reveal());
  return undefined;
}
