import path from 'node:path';
import { readBytes } from '../../files/readBytes';
import { isFailure } from '../../core/failure';
import { suggestValues, type SuggestedValues } from './suggestValues';
import type { LocalSource } from '../common/localSources';
import { parsePom } from '../../maven/parsePom';
import { neverAborted } from '../../shared/neverAborted';

const maxFileBytes = 1024 * 1024;

/**
 * The values to suggest for `sources`: from the build files of a single folder, otherwise from the
 * names.
 */
export async function readSuggestedValues([source, ...others]: readonly [
  LocalSource,
  ...LocalSource[],
]): Promise<SuggestedValues> {
  const folder = source.isFolder && others.length === 0 ? source.path : path.dirname(source.path);
  const name = source.isFolder || others.length > 0 ? path.basename(folder) : stem(source.path);
  if (!source.isFolder || others.length > 0) return suggestValues(name, {});
  const readFile = (file: string) => readOrUndefined(path.join(folder, file));
  const readText = async (...files: readonly string[]) => {
    const found = (await Promise.all(files.map(readFile))).find(it => it !== undefined);
    return found && new TextDecoder().decode(found);
  };
  const [pom, settingsGradle, buildGradle, packageJson] = await Promise.all([
    readFile('pom.xml').then(parsePomValues),
    readText('settings.gradle', 'settings.gradle.kts'),
    readText('build.gradle', 'build.gradle.kts'),
    readText('package.json'),
  ]);
  return suggestValues(name, {
    ...(pom && { pom }),
    ...(settingsGradle !== undefined && { settingsGradle }),
    ...(buildGradle !== undefined && { buildGradle }),
    ...(packageJson !== undefined && { packageJson }),
  });
}

/** The name without the extensions of archives: `tool-1.0` for `tool-1.0.tar.gz`. */
function stem(file: string): string {
  return path.basename(file).replace(/\.(?:tar\.\w+|\w+)$/, '');
}

/** A file that cannot be read leads to no suggestion. */
async function readOrUndefined(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readBytes(file, { maxBytes: maxFileBytes }, neverAborted);
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

function parsePomValues(bytes: Uint8Array | undefined): SuggestedValues | undefined {
  if (!bytes) return undefined;
  try {
    const { groupId, artifactId, version } = parsePom(bytes);
    return {
      ...(groupId !== undefined && { namespace: groupId }),
      ...(artifactId !== undefined && { name: artifactId }),
      // A snapshot changes over time, but a published version does not.
      ...(version !== undefined && { version: version.replace(/-SNAPSHOT$/, '') }),
    };
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}
