import path from 'node:path';
import { localFileSystemHost, type FileSystemHost } from './fileSystemHost';

/**
 * The nearest folder at or above `folder` that contains `.git`; undefined when there is none. `folder`
 * does not have to exist.
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
