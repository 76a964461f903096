import path from 'node:path';
import { collisionKey, windowsNameProblem } from '../shared/portableName';

/** Room is left for what others put behind a name: `(1)`, `.part`. */
const maxNameBytes = 200;

/**
 * A name for a local file that holds an asset: the asset's own name where that is a plain file name
 * on every system, else a changed one that is. Never empty, never a path, never hidden by a dot that
 * the asset's name does not have, never longer than 200 bytes.
 */
export function toSafeFileName(asset: string): string {
  const plain = asset
    // Names with folders in them are told apart by all of their parts.
    .replace(/[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}]/gu, '_')
    .replace(/[. ]+$/, '')
    .replace(/^ +/, '');
  const short = shortenName(plain);
  const name = short === '' || /^\.+$/.test(short) ? 'asset' : short;
  return windowsNameProblem(name) === undefined ? name : `_${name}`;
}

/** Cuts in the middle, so that what kind of file it is stays visible. */
function shortenName(name: string): string {
  if (Buffer.byteLength(name) <= maxNameBytes) return name;
  const ending = /(?:\.[A-Za-z0-9]{1,10}){1,2}$/.exec(name)?.[0] ?? '';
  let start = Array.from(name.slice(0, name.length - ending.length));
  while (Buffer.byteLength(`${start.join('')}${ending}`) > maxNameBytes) start = start.slice(0, -1);
  return `${start.join('')}${ending}`;
}

/**
 * Safe names for assets that go into one folder: those that would be one file on some system, where
 * case or composition does not count, get a number.
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
