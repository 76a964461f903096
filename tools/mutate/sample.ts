/** `count` of `all`, or all when there are fewer; the same ones for the same `seed`. */
export function pickSample<T>(all: readonly T[], count: number, seed: number): T[] {
  const random = randomNumbers(seed);
  const rest = [...all];
  const end = Math.min(count, rest.length);
  for (let index = 0; index < end; index++) {
    const other = index + Math.floor(random() * (rest.length - index));
    const [taken, left] = [rest[other] as T, rest[index] as T];
    rest[index] = taken;
    rest[other] = left;
  }
  return rest.slice(0, end);
}

/** Numbers from 0 to below 1, by the algorithm mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
