import path from 'node:path';
import { localFileSystemHost, type FileSystemHost } from './fileSystemHost';

/**
 * The folder at or above `folder` that holds `.git`, so that what lies in it may end up in version
 * control; undefined where there is none. Folders that do not exist yet count like others.
 */
export async function findGitRoot(
  folder: string,
  options: { readonly machine?: FileSystemHost } = {},
): Promise<string | undefined> {
  const { calls } = options.machine ?? localFileSystemHost;
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const hasGit = await calls.lstat(path.join(at, '.git')).then(
      () => true,
      () => false,
    );
    if (hasGit) return at;
    if (at === path.dirname(at)) return undefined;
  }
}
