import path from 'node:path';
import { collisionKey, windowsNameProblem } from '../shared/portableName';

/** Leaves room for suffixes such as ` (2)` or `.part`. */
const maxNameBytes = 200;

/**
 * A local file name for an asset: the asset's own name if it is valid on every operating system,
 * otherwise a similar one that is. Never empty, never a path, at most 200 bytes long.
 */
export function toSafeFileName(asset: string): string {
  const plain = asset
    // Keep all parts of a name with slashes, so that different names stay different.
    .replace(/[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}]/gu, '_')
    .replace(/[. ]+$/, '')
    .replace(/^ +/, '');
  const short = shortenName(plain);
  const name = short === '' || /^\.+$/.test(short) ? 'asset' : short;
  return windowsNameProblem(name) === undefined ? name : `_${name}`;
}

/** Shortens a name but keeps its extension. */
function shortenName(name: string): string {
  if (Buffer.byteLength(name) <= maxNameBytes) return name;
  const ending = /(?:\.[A-Za-z0-9]{1,10}){1,2}$/.exec(name)?.[0] ?? '';
  let start = Array.from(name.slice(0, name.length - ending.length));
  while (Buffer.byteLength(`${start.join('')}${ending}`) > maxNameBytes) start = start.slice(0, -1);
  return `${start.join('')}${ending}`;
}

/**
 * Safe names for assets that go into one folder. Names that differ only in case or Unicode composition,
 * and so are one file on some systems, get a number.
 */
export function toUniqueFileNames(assets: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return assets.map(asset => {
    const name = toSafeFileName(asset);
    const { name: stem, ext } = path.parse(name);
    let candidate = name;
    for (let count = 2; used.has(collisionKey(candidate)); count++)
      candidate = `${stem} (${count})${ext}`;
    used.add(collisionKey(candidate));
    return candidate;
  });
}
