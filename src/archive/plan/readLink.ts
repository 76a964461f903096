import { readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../../files/errors';
import type { LeftOutReason } from './archivePlan';

/** A link that can be packed, or why it is left out; with its target as the disk has it. */
export type ReadLink =
  | { readonly target: string; readonly readTarget: string }
  | { readonly reason: LeftOutReason; readonly readTarget: string };

/**
 * Looks where the link `source` leads. One that stays within `root` (a real path) is packed with a
 * target that is relative and leads through no other link, however the disk has it.
 */
export async function readLink(source: string, root: string): Promise<ReadLink> {
  const readTarget = await readlink(source);
  try {
    const folder = await realpath(path.dirname(source));
    const end = await realpath(source);
    const last = path.basename(readTarget);
    // Not `path.join`: a `..` behind a link is not the folder that the text names.
    const parent = path.isAbsolute(readTarget)
      ? path.dirname(readTarget)
      : `${folder}${path.sep}${path.dirname(readTarget)}`;
    const first = ['', '.', '..'].includes(last) ? end : path.join(await realpath(parent), last);
    if (!isWithin(root, first) || !isWithin(root, end))
      return { reason: 'link-outside', readTarget };
    const target = path.relative(folder, first).split(path.sep).join('/');
    return { target: target === '' ? '.' : target, readTarget };
  } catch (error) {
    return { reason: errnoOf(error) === 'ELOOP' ? 'link-loop' : 'link-broken', readTarget };
  }
}

/** Whether `file` is `root` or lies in it. */
function isWithin(root: string, file: string): boolean {
  const way = path.relative(root, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
