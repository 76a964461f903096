import { Header } from 'tar/header';
import { Pax } from 'tar/pax';
import type { PlanEntry } from '../plan/archivePlan';

/** All of a tar is made of blocks of this many bytes. */
const tarBlockBytes = 512;

/** How many zero bytes end a tar. */
export const tarEndBytes = 2 * tarBlockBytes;

/** The zero bytes that fill up the last block of a file. */
export function tarPadding(bytes: number): number {
  return (tarBlockBytes - (bytes % tarBlockBytes)) % tarBlockBytes;
}

const modes = { folder: 0o755, file: 0o644, link: 0o777 } as const;
const types = { folder: 'Directory', file: 'File', link: 'SymbolicLink' } as const;

/**
 * The header of an entry as it stands in the tar, with a PAX header before it where the plain one is
 * too small. Times are 0, the owner is 0, modes are those that git knows.
 */
export function encodeTarHeader(entry: PlanEntry): Buffer {
  const fields = {
    path: entry.kind === 'folder' ? `${entry.path}/` : entry.path,
    mode: entry.kind === 'file' && entry.executable ? 0o755 : modes[entry.kind],
    uid: 0,
    gid: 0,
    size: entry.kind === 'file' ? entry.identity.bytes : 0,
    mtime: new Date(0),
    ...(entry.kind === 'link' ? { linkpath: entry.target } : {}),
  };
  const block = Buffer.alloc(tarBlockBytes);
  if (!new Header({ ...fields, type: types[entry.kind] }).encode(block)) return block;
  return Buffer.concat([new Pax(paxFields(fields)).encode(), block]);
}

/** What the plain header could not hold. A size below 8 GiB and a short ASCII name always fit. */
function paxFields(fields: { path: string; linkpath?: string; size: number }) {
  const { path, linkpath, size } = fields;
  return {
    path,
    ...(linkpath === undefined ? {} : { linkpath }),
    ...(size > 0o77777777777 ? { size } : {}),
    uid: 0,
    gid: 0,
    mtime: new Date(0),
  };
}
