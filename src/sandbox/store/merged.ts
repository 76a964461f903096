import type { Entry } from './memTable';

/**
 * The entries of several sources as one, in order. Where two hold a key, the earlier source wins;
 * deletions (`null`) come through, so that the caller can drop them.
 */
export function* merged(sources: readonly Iterator<Entry>[]): Generator<Entry> {
  const heads = sources.map(source => source.next());
  for (;;) {
    let least: Entry | undefined;
    for (const head of heads)
      if (head.done !== true && (least === undefined || head.value[0] < least[0]))
        least = head.value;
    if (least === undefined) return;
    const [key] = least;
    for (const [at, head] of heads.entries()) {
      const source = sources[at];
      if (head.done !== true && head.value[0] === key && source) heads[at] = source.next();
    }
    yield least;
  }
}
