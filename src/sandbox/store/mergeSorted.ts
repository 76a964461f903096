import type { Entry } from './memTable';

/**
 * The entries of several sources as one, in order. Where two hold a key, the earlier source wins;
 * deletions (`null`) come through, so that the caller can drop them.
 */
export function* mergeSorted(sources: readonly Iterator<Entry>[]): Generator<Entry> {
  const heads = sources.map(source => source.next());
  for (;;) {
    let smallest: Entry | undefined;
    for (const head of heads)
      if (head.done !== true && (smallest === undefined || head.value[0] < smallest[0]))
        smallest = head.value;
    if (smallest === undefined) return;
    const [key] = smallest;
    for (const [at, head] of heads.entries()) {
      const source = sources[at];
      if (head.done !== true && head.value[0] === key && source) heads[at] = source.next();
    }
    yield smallest;
  }
}
