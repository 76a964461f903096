import path from 'node:path';
import {
  findProgram,
  listEntryNames,
  executableAt,
  type ProgramSearchOptions,
} from '../../files/findProgram';
import { readBytes } from '../../files/readBytes';
import { isFailure } from '../../core/failure';

/** A program that was found, and its version where its own files tell it. */
export interface InstalledProgram {
  /** As PATH or `JAVA_HOME` names it. */
  readonly path: string;
  readonly version?: string;
}

/** The Maven that PATH leads to; its version is in the name of a library of it. */
export async function findInstalledMaven(
  places: ProgramSearchOptions,
): Promise<InstalledProgram | undefined> {
  const found = await findProgram('mvn', places);
  if (!found) return undefined;
  const bin = path.dirname(found.realPath);
  // Homebrew keeps all but the start script in `libexec`.
  for (const lib of ['../lib', '../libexec/lib']) {
    const names = await listEntryNames(path.join(bin, lib));
    const versions = names.flatMap(it => /^maven-core-(\d+\.\d+\.\d.*)\.jar$/.exec(it)?.[1] ?? []);
    const [version] = versions;
    if (version !== undefined) return { path: found.path, version: `Apache Maven ${version}` };
  }
  return { path: found.path };
}

/** The Java that Maven takes: that of `JAVA_HOME`, which must be right where it is set, else PATH's. */
export async function findInstalledJava(
  places: ProgramSearchOptions,
  signal: AbortSignal,
): Promise<InstalledProgram | { readonly wrongHome: string } | undefined> {
  const home = places.env['JAVA_HOME'];
  const name = places.platform === 'win32' ? 'java.exe' : 'java';
  const found = home
    ? await executableAt(path.join(home, 'bin', name))
    : await findProgram('java', places);
  if (!found) return home ? { wrongHome: home } : undefined;
  const bin = path.dirname(found.realPath);
  // The program of a JDK 8 lies in its `jre`.
  for (const folder of ['..', '../..']) {
    const version = parseJavaVersion(
      await readTextOrEmpty(path.join(bin, folder, 'release'), signal),
    );
    if (version !== undefined) return { path: found.path, version };
  }
  return { path: found.path };
}

/** The file `release` has a line for each fact, as a shell would set them. */
function parseJavaVersion(release: string): string | undefined {
  const field = (name: string) => new RegExp(`^${name}="?([^"\\r\\n]+)"?`, 'm').exec(release)?.[1];
  const version = field('JAVA_VERSION');
  const vendor = field('IMPLEMENTOR');
  if (version === undefined) return undefined;
  return vendor === undefined ? `Java ${version}` : `Java ${version} (${vendor})`;
}

async function readTextOrEmpty(file: string, signal: AbortSignal): Promise<string> {
  try {
    const bytes = await readBytes(file, { maxBytes: 64 * 1024 }, signal);
    return new TextDecoder().decode(bytes);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return '';
  }
}
