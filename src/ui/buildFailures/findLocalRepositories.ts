import path from 'node:path';
import * as vscode from 'vscode';
import { readBytes } from '../../files/readBytes';
import type { LocalRepository } from '../../maven/localRepository/locateLocalRepository';
import { isFailure } from '../../core/failure';
import type { MavenFiles } from '../buildTools/maven/mavenFiles';
import { javaExtensionId } from '../common/javaExtensions';
import { locateLocalRepository } from '../../maven/localRepository/locateLocalRepository';
import { parseSettings } from '../../maven/parseSettings';

/**
 * The local repositories that Maven in a terminal and the Java extensions use for the project of
 * `pom`, each once. A settings.xml that cannot be read names none.
 */
export async function findLocalRepositories(
  files: MavenFiles,
  pom: string | undefined,
  signal: AbortSignal,
): Promise<readonly LocalRepository[]> {
  const folder = pom === undefined ? undefined : await findMavenProjectRoot(pom, signal);
  const input = await files.createLocateInput(signal, folder);
  const { locations } = await files.locateAll(signal, folder);
  const found = new Map<string, LocalRepository>();
  for (const { path: file, readers } of locations) {
    const bytes = await readBytes(file, {}, signal).catch(ignoreFailure);
    const settings = await tryOrUndefined(() => parseSettings(bytes));
    for (const reader of readers) {
      if (reader === 'java-extension' && !vscode.extensions.getExtension(javaExtensionId)) continue;
      const repository = await tryOrUndefined(() => locateLocalRepository(input, reader, settings));
      if (repository && !found.has(repository.path)) found.set(repository.path, repository);
    }
  }
  return [...found.values()];
}

/** Maven looks for `.mvn` upwards from the pom.xml; what lies outside of the workspace is not ours. */
async function findMavenProjectRoot(pom: string, signal: AbortSignal): Promise<string> {
  const pomFolder = path.dirname(pom);
  const workspaceRoot =
    vscode.workspace.getWorkspaceFolder(vscode.Uri.file(pom))?.uri.fsPath ?? pomFolder;
  for (let folder = pomFolder; ; folder = path.dirname(folder)) {
    for (const name of ['maven.config', 'jvm.config']) {
      const file = path.join(folder, '.mvn', name);
      if (await readBytes(file, { maxBytes: 65_536 }, signal).catch(ignoreFailure)) return folder;
    }
    if (folder === workspaceRoot || path.dirname(folder) === folder) return pomFolder;
  }
}

async function tryOrUndefined<T>(work: () => T): Promise<T | undefined> {
  return await Promise.resolve().then(work).catch(ignoreFailure);
}

function ignoreFailure(error: unknown): undefined {
  if (!isFailure(error)) throw error;
  return undefined;
}
