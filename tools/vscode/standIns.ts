import { cp } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../project';

/**
 * The extension of that name in test/fixtures/extensions. Java's extensions cannot be installed
 * everywhere: these register the same commands and settings.
 */
export function standInExtension(name: 'java' | 'maven'): string {
  return path.join(projectFolder, 'test', 'fixtures', 'extensions', name);
}

/** Installs extensions where no server has looked yet: what it finds at its start, it takes. */
export async function copyExtensions(
  folders: readonly string[],
  extensionsFolder: string,
): Promise<void> {
  for (const folder of folders)
    await cp(folder, path.join(extensionsFolder, path.basename(folder)), { recursive: true });
}
