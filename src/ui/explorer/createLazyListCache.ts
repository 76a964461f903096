import type { ExplorerCache } from './explorer';
import type { ListCache } from './listCache';

/** A memory of lists whose code is loaded with the first list. */
export function createLazyListCache(
  load: () => Promise<ListCache>,
): ExplorerCache & { readonly dispose: () => void } {
  let loaded: Promise<ListCache> | undefined;
  const cache = () => (loaded ??= load());
  return {
    read: async parent => await (await cache()).read(parent),
    store: (parent, nodes) => void cache().then(it => it.store(parent, nodes)),
    removeConnection: async id => {
      await (await cache()).removeConnection(id);
    },
    dispose: () => void loaded?.then(it => it.dispose()),
  };
}
