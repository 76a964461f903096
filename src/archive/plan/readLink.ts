import { readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../../files/fileErrors';
import type { ExclusionReason } from './archivePlan';

/** A link that can be packed, or why it is left out; with its target as the disk has it. */
export type LinkTarget =
  | { readonly target: string; readonly rawTarget: string }
  | { readonly reason: ExclusionReason; readonly rawTarget: string };

/**
 * Looks where the link `source` leads. One that stays within `root` (a real path) is packed with a
 * target that is relative and leads through no other link, however the disk has it.
 */
export async function readLink(source: string, root: string): Promise<LinkTarget> {
  const rawTarget = await readlink(source);
  try {
    const folder = await realpath(path.dirname(source));
    const finalTarget = await realpath(source);
    const last = path.basename(rawTarget);
    // Not `path.join`: a `..` behind a link is not the folder that the text names.
    const parent = path.isAbsolute(rawTarget)
      ? path.dirname(rawTarget)
      : `${folder}${path.sep}${path.dirname(rawTarget)}`;
    const directTarget = ['', '.', '..'].includes(last)
      ? finalTarget
      : path.join(await realpath(parent), last);
    if (!isWithin(root, directTarget) || !isWithin(root, finalTarget))
      return { reason: 'link-outside', rawTarget };
    const target = path.relative(folder, directTarget).split(path.sep).join('/');
    return { target: target === '' ? '.' : target, rawTarget };
  } catch (error) {
    return { reason: errnoOf(error) === 'ELOOP' ? 'link-loop' : 'link-broken', rawTarget };
  }
}

/** Whether `file` is `root` or lies in it. */
function isWithin(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
