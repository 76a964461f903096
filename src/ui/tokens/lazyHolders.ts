import type { TokenHolders } from './holder';

/** Holders whose code is loaded when they are first asked. */
export function lazyHolders(load: () => Promise<TokenHolders>): TokenHolders {
  let loaded: Promise<TokenHolders> | undefined;
  const all = () => (loaded ??= load());
  return {
    find: async signal => await (await all()).find(signal),
    plan: async signal => await (await all()).plan(signal),
    renew: async (token, signal) => {
      await (await all()).renew(token, signal);
    },
    remove: async (places, signal) => {
      await (await all()).remove(places, signal);
    },
    follow: async holding => await (await all()).follow(holding),
  };
}
