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
  const { accountHome, env, platform, project, mavenOptions } = await files.createLocateInput(
    signal,
    folder,
  );
  const { locations } = await files.locateAll(signal, folder);
  const found = new Map<string, LocalRepository>();
  for (const { path: file, readers } of locations) {
    const bytes = await readBytes(file, {}, signal).catch(ignoreFailure);
    const settings = await tryOrUndefined(() => parseSettings(bytes));
    const inTerminal = { env, ...(project && { project }) };
    // The Java extension has a Maven of its own, which reads no project's options.
    const inputs = [
      ...(readers.includes('terminal') ? [inTerminal] : []),
      ...(readers.includes('maven-extension')
        ? [{ ...inTerminal, ...(mavenOptions && { mavenOptions }) }]
        : []),
      ...(readers.includes('java-extension') && vscode.extensions.getExtension(javaExtensionId)
        ? [{ env: withoutMavenVariables(env) }]
        : []),
    ];
    for (const input of inputs) {
      const repository = await tryOrUndefined(() =>
        locateLocalRepository({
          accountHome,
          platform,
          ...input,
          ...(settings && { settings }),
        }),
      );
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

function withoutMavenVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { MAVEN_ARGS: _args, MAVEN_OPTS: _options, ...others } = env;
  return others;
}

async function tryOrUndefined<T>(work: () => T): Promise<T | undefined> {
  return await Promise.resolve().then(work).catch(ignoreFailure);
}

function ignoreFailure(error: unknown): undefined {
  if (!isFailure(error)) throw error;
  return undefined;
}
