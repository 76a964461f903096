import path from 'node:path';
import { readBytes } from '../../files/readBytes';
import { isFailure } from '../../core/failure';
import { mavenRoom } from '../buildTools/maven/mavenRoom';
import { firstValues, type FirstValues } from './firstValues';
import type { Source } from './sources';

const largestBytes = 1024 * 1024;

/** First values for publishing `sources`: from the build files of a single folder, else from names. */
export async function projectValues([source, ...others]: readonly [
  Source,
  ...Source[],
]): Promise<FirstValues> {
  const folder = source.isFolder && others.length === 0 ? source.path : path.dirname(source.path);
  const name = source.isFolder || others.length > 0 ? path.basename(folder) : stem(source.path);
  if (!source.isFolder || others.length > 0) return firstValues(name, {});
  const bytes = (file: string) => contentOf(path.join(folder, file));
  const text = async (...files: readonly string[]) => {
    const found = (await Promise.all(files.map(bytes))).find(it => it !== undefined);
    return found && new TextDecoder().decode(found);
  };
  const [pom, settingsGradle, buildGradle, packageJson] = await Promise.all([
    bytes('pom.xml').then(pomValues),
    text('settings.gradle', 'settings.gradle.kts'),
    text('build.gradle', 'build.gradle.kts'),
    text('package.json'),
  ]);
  return firstValues(name, {
    ...(pom && { pom }),
    ...(settingsGradle !== undefined && { settingsGradle }),
    ...(buildGradle !== undefined && { buildGradle }),
    ...(packageJson !== undefined && { packageJson }),
  });
}

/** Without what says how it is packed: `tool-1.0.tar.gz` is `tool-1.0`. */
function stem(file: string): string {
  return path.basename(file).replace(/\.(?:tar\.\w+|\w+)$/, '');
}

/** A file that cannot be read proposes nothing; that is no reason to stop. */
async function contentOf(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readBytes(file, { maxBytes: largestBytes }, new AbortController().signal);
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

async function pomValues(bytes: Uint8Array | undefined): Promise<FirstValues | undefined> {
  if (!bytes) return undefined;
  const { readPom } = await mavenRoom();
  try {
    const { groupId, artifactId, version } = readPom(bytes);
    return {
      ...(groupId !== undefined && { namespace: groupId }),
      ...(artifactId !== undefined && { name: artifactId }),
      // A snapshot is a moving target, and what is published here never moves.
      ...(version !== undefined && { version: version.replace(/-SNAPSHOT$/, '') }),
    };
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}
