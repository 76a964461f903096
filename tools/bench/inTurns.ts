import type { MeasuredPair } from './figure';

/**
 * Runs ours, theirs, ours, theirs … `times` times, so that whatever else keeps the machine busy
 * meets both alike. A first pair warms the disk's cache and does not count, unless `warmUps` is 0.
 */
export async function runAlternating<T>(
  times: number,
  ours: () => Promise<T>,
  theirs: () => Promise<number>,
  warmUps = 1,
): Promise<readonly { readonly ours: T; readonly theirs: number }[]> {
  const pairs = [];
  for (let turn = 0; turn < times + warmUps; turn++) {
    const pair = { ours: await ours(), theirs: await theirs() };
    if (turn >= warmUps) pairs.push(pair);
  }
  return pairs;
}

/** The pairs of one of several things that each of our runs measured. */
export function extractPairs<T>(
  turns: readonly { readonly ours: T; readonly theirs: number }[],
  part: (ours: T) => number,
): readonly MeasuredPair[] {
  return turns.map(({ ours, theirs }) => ({ ours: part(ours), theirs }));
}
