import path from 'node:path';
import { thisMachine, type Machine } from './machine';

/**
 * The folder at or above `folder` that holds `.git`, so that what lies in it may end up in version
 * control; undefined where there is none. Folders that do not exist yet count like others.
 */
export async function gitFolder(
  folder: string,
  options: { readonly machine?: Machine } = {},
): Promise<string | undefined> {
  const { calls } = options.machine ?? thisMachine;
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const isThere = await calls.lstat(path.join(at, '.git')).then(
      () => true,
      () => false,
    );
    if (isThere) return at;
    if (at === path.dirname(at)) return undefined;
  }
}
