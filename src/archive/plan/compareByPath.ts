/**
 * Sorts by the bytes of the paths, as `LC_ALL=C sort` does, whatever the locale. UTF-16 units sort
 * alike, but for characters of two units, which belong behind all others.
 */
export function compareByPath(a: { readonly path: string }, b: { readonly path: string }): number {
  const [x, y] = [a.path, b.path];
  const length = Math.min(x.length, y.length);
  for (let at = 0; at < length; at++) {
    const difference = codePointRank(x.charCodeAt(at)) - codePointRank(y.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}

/** Surrogates stand for what is above all of the first plane. */
const codePointRank = (unit: number) => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);
