import type { XmlSource } from './xmlSource';

/** Creates a function that returns the line number (from 1) of an offset. Worth it for many offsets. */
export function createLineFinder({ text }: XmlSource): (offset: number) => number {
  const starts = [0];
  for (const found of text.matchAll(/\r\n?|\n/g)) starts.push(found.index + found[0].length);
  return offset => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
