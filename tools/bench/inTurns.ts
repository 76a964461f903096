import type { Pair } from './figure';

/**
 * Runs ours, theirs, ours, theirs … `times` times, so that whatever else keeps the machine busy
 * meets both alike. The first pair warms the disk's cache and does not count.
 */
export async function inTurns<T>(
  times: number,
  ours: () => Promise<T>,
  theirs: () => Promise<number>,
): Promise<readonly { readonly ours: T; readonly theirs: number }[]> {
  const pairs = [];
  for (let turn = 0; turn <= times; turn++) {
    const pair = { ours: await ours(), theirs: await theirs() };
    if (turn > 0) pairs.push(pair);
  }
  return pairs;
}

/** The pairs of one of several things that each of our runs measured. */
export function pairsOf<T>(
  turns: readonly { readonly ours: T; readonly theirs: number }[],
  part: (ours: T) => number,
): readonly Pair[] {
  return turns.map(({ ours, theirs }) => ({ ours: part(ours), theirs }));
}
