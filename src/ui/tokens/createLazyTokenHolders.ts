import type { TokenHolders } from './tokenHolder';

/** Holders whose code is loaded when they are first asked. */
export function createLazyTokenHolders(load: () => Promise<TokenHolders>): TokenHolders {
  let loaded: Promise<TokenHolders> | undefined;
  const loadOnce = () => (loaded ??= load());
  return {
    find: async signal => await (await loadOnce()).find(signal),
    plan: async signal => await (await loadOnce()).plan(signal),
    renew: async (token, signal) => {
      await (await loadOnce()).renew(token, signal);
    },
    remove: async (locations, signal) => {
      await (await loadOnce()).remove(locations, signal);
    },
    syncTerminals: async inventory => await (await loadOnce()).syncTerminals(inventory),
  };
}
