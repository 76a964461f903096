import type { ExplorerMemory } from './explorer';
import type { ListMemory } from './listMemory';

/** A memory of lists whose code is loaded with the first list. */
export function lazyListMemory(
  load: () => Promise<ListMemory>,
): ExplorerMemory & { readonly dispose: () => void } {
  let loaded: Promise<ListMemory> | undefined;
  const memory = () => (loaded ??= load());
  return {
    recall: async parent => await (await memory()).recall(parent),
    remember: (parent, nodes) => void memory().then(it => it.remember(parent, nodes)),
    forget: async id => {
      await (await memory()).forget(id);
    },
    dispose: () => void loaded?.then(it => it.dispose()),
  };
}
