import path from 'node:path';
import { Failure } from '../core/failure';
import { systemProperty } from './jvmOptions';

/** Who reads a gradle.properties: Gradle in a terminal, or the Java extensions. */
export type PropertiesReader = 'terminal' | 'java-extension';

/** What named the Gradle user home. */
export type GradleHomeNamer =
  'default' | 'GRADLE_USER_HOME' | '-Dgradle.user.home' | 'java.import.gradle.user.home';

/** The gradle.properties of a Gradle user home. */
export interface PropertiesLocation {
  /** Absolute, not resolved through links. */
  readonly path: string;
  readonly namedBy: GradleHomeNamer;
  /** The variable whose options moved `user.home` (for `default`) or named the folder. */
  readonly optionsFrom?: string;
  readonly readers: readonly PropertiesReader[];
  /** Whether the workspace names it, or it lies in a workspace folder: ask before writing. */
  readonly ofWorkspace: boolean;
}

/** What decides where Gradle looks. Nothing is read from the machine. */
export interface LocateGradleInput {
  /** The home folder of the password database (`os.userInfo().homedir`): Java ignores `$HOME`. */
  readonly accountHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly workspaceFolders: readonly string[];
  /** `java.import.gradle.user.home`, with whether a workspace's own settings gave it. */
  readonly javaImportGradleUserHome?: { readonly value: string; readonly fromWorkspace: boolean };
}

/** All gradle.properties that something reads; `target` is the one to write. */
export interface LocatedProperties {
  readonly target: PropertiesLocation;
  /** `target` first, then the others. More than one: a doctor should tell. */
  readonly locations: readonly PropertiesLocation[];
}

/** A Gradle user home before it is told apart from the others. */
interface Named {
  readonly folder: string;
  readonly namedBy: GradleHomeNamer;
  readonly optionsFrom?: string;
  readonly fromWorkspace: boolean;
}

/** What every JVM heeds, in the order in which later ones win. */
const jvmSources = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];

/** The start script puts its own variables on the command line: `JAVA_OPTS`, then `GRADLE_OPTS`. */
const scriptSources = [
  ...['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS'],
  ...['JAVA_OPTS', 'GRADLE_OPTS', '_JAVA_OPTIONS'],
];

/**
 * Finds the gradle.properties of the Gradle user home as Gradle does: the system property
 * `gradle.user.home`, then `GRADLE_USER_HOME`, then `.gradle` in Java's `user.home`
 * (`BuildLayoutParameters`). `target` is what VS Code's setting names, else the terminal's.
 * Throws `home-unknown` when no home folder is known and nothing names one.
 */
export function locateGradleProperties(input: LocateGradleInput): LocatedProperties {
  const terminal = gradleHome(input, scriptSources);
  const setting = fromSetting(input);
  const found: readonly [PropertiesReader, Named | undefined][] = [
    ['java-extension', setting ?? gradleHome(input, jvmSources)],
    ['terminal', terminal],
  ];
  const locations = new Map<string, PropertiesLocation>();
  for (const [reader, named] of found) if (named) add(locations, reader, named, input);
  const preferred = setting ?? terminal;
  const target = preferred && locations.get(keyOf(fileIn(preferred, input), input));
  if (!target) throw new Failure('home-unknown', 'gradle.properties');
  return { target, locations: [target, ...[...locations.values()].filter(it => it !== target)] };
}

function add(
  locations: Map<string, PropertiesLocation>,
  reader: PropertiesReader,
  named: Named,
  input: LocateGradleInput,
): void {
  const file = fileIn(named, input);
  const key = keyOf(file, input);
  const known = locations.get(key);
  const { namedBy, optionsFrom, fromWorkspace } = named;
  locations.set(key, {
    ...(known ?? { path: file, namedBy, ...(optionsFrom === undefined ? {} : { optionsFrom }) }),
    readers: [...(known?.readers ?? []), reader],
    ofWorkspace: (known?.ofWorkspace ?? false) || fromWorkspace || liesIn(file, input),
  });
}

function gradleHome(input: LocateGradleInput, sources: readonly string[]): Named | undefined {
  const option = (name: string) =>
    sources
      .map(source => ({ source, value: systemProperty(input.env[source] ?? '', name) }))
      .findLast(({ value }) => value !== undefined && value !== '');
  const direct = option('gradle.user.home');
  if (direct?.value !== undefined)
    return {
      folder: absolute(input, direct.value),
      namedBy: '-Dgradle.user.home',
      optionsFrom: direct.source,
      fromWorkspace: false,
    };
  const variable = input.env['GRADLE_USER_HOME'] ?? '';
  if (variable !== '')
    return {
      folder: absolute(input, variable),
      namedBy: 'GRADLE_USER_HOME',
      fromWorkspace: false,
    };
  const moved = option('user.home');
  const home = moved?.value ?? input.accountHome;
  if (home === '') return undefined;
  return {
    folder: pathsOf(input).join(home, '.gradle'),
    namedBy: 'default',
    fromWorkspace: false,
    ...(moved ? { optionsFrom: moved.source } : {}),
  };
}

function fromSetting(input: LocateGradleInput): Named | undefined {
  const setting = input.javaImportGradleUserHome;
  const name = setting?.value.trim() ?? '';
  if (!setting || name === '') return undefined;
  const home = input.accountHome;
  const expanded = /^~(?=$|[\\/])/.test(name) && home !== '' ? home + name.slice(1) : name;
  const { fromWorkspace } = setting;
  const folder = absolute(input, expanded);
  return { folder, namedBy: 'java.import.gradle.user.home', fromWorkspace };
}

/** Gradle takes a relative home from the folder that it was started in. */
function absolute(input: LocateGradleInput, folder: string): string {
  return pathsOf(input).resolve(input.workspaceFolders[0] ?? input.accountHome, folder);
}

function fileIn({ folder }: Named, input: LocateGradleInput): string {
  return pathsOf(input).join(folder, 'gradle.properties');
}

function keyOf(file: string, { platform }: LocateGradleInput): string {
  return platform === 'win32' ? file.toLowerCase() : file;
}

function liesIn(file: string, input: LocateGradleInput): boolean {
  const paths = pathsOf(input);
  return input.workspaceFolders.some(folder => {
    const relative = paths.relative(folder, file);
    return relative !== '' && !/^\.\.(?:$|[\\/])/.test(relative) && !paths.isAbsolute(relative);
  });
}

function pathsOf({ platform }: LocateGradleInput) {
  return platform === 'win32' ? path.win32 : path.posix;
}
