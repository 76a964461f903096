import { type Domain, domainKey } from '../../core/coordinates';
import type { Token } from '../../core/token';
import type { TokenServices } from './tokenServices';
import { readExtensionSettings } from '../common/extensionSettings';

/** The tokens that were fetched, and the errors of the others. */
export interface FetchedTokens {
  readonly tokens: readonly Token[];
  readonly errors: readonly unknown[];
}

/** Fetches one token per domain, in parallel. */
export async function fetchTokens(
  { connections }: Pick<TokenServices, 'connections'>,
  domains: readonly Domain[],
  signal: AbortSignal,
): Promise<FetchedTokens> {
  const distinctDomains = new Map(domains.map(domain => [domainKey(domain), domain]));
  const results = await Promise.allSettled(
    [...distinctDomains.values()].map(async domain => {
      const api = await connections.api(await connections.forDomain(domain));
      return await api.token(domain, readExtensionSettings().tokenSeconds, signal);
    }),
  );
  return {
    tokens: results.flatMap(it => (it.status === 'fulfilled' ? [it.value] : [])),
    errors: results.flatMap((it): unknown[] => (it.status === 'rejected' ? [it.reason] : [])),
  };
}
