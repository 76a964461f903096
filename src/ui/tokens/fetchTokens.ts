import { type Domain, domainKey } from '../../core/coordinates';
import type { Token } from '../../core/token';
import type { Services } from '../common/services';
import { readSettings } from '../common/settings';

/** The tokens that could be had, and why the others could not. */
export interface FetchedTokens {
  readonly tokens: readonly Token[];
  readonly errors: readonly unknown[];
}

/** Fetches one token per domain, all at once. */
export async function fetchTokens(
  { connections }: Pick<Services, 'connections'>,
  domains: readonly Domain[],
  signal: AbortSignal,
): Promise<FetchedTokens> {
  const each = new Map(domains.map(domain => [domainKey(domain), domain]));
  const settled = await Promise.allSettled(
    [...each.values()].map(async domain => {
      const api = await connections.api(await connections.forDomain(domain));
      return await api.token(domain, readSettings().tokenSeconds, signal);
    }),
  );
  return {
    tokens: settled.flatMap(it => (it.status === 'fulfilled' ? [it.value] : [])),
    errors: settled.flatMap((it): unknown[] => (it.status === 'rejected' ? [it.reason] : [])),
  };
}
