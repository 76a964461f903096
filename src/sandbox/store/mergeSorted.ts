import type { Entry } from './memTable';

/**
 * Merges sorted sources into one. When several have the same key, the first source wins. Deletions
 * (`null`) are included; the caller drops them.
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
