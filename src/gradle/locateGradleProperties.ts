import path from 'node:path';
import { Failure } from '../core/failure';
import { parseSystemProperty } from './parseSystemProperty';

/** Who reads a gradle.properties file: Gradle in a terminal, or the Java extension. */
export type PropertiesReader = 'terminal' | 'java-extension';

/** The source that determines the Gradle user home. */
export type GradleHomeSource =
  'default' | 'GRADLE_USER_HOME' | '-Dgradle.user.home' | 'java.import.gradle.user.home';

/** The gradle.properties file of a Gradle user home. */
export interface PropertiesLocation {
  /** Absolute. Symbolic links are not resolved. */
  readonly path: string;
  readonly namedBy: GradleHomeSource;
  /** The environment variable whose options set `gradle.user.home`, or `user.home` for `default`. */
  readonly optionsFrom?: string;
  readonly readers: readonly PropertiesReader[];
  /** Whether workspace settings name the file or it lies in a workspace folder. Ask before writing it. */
  readonly belongsToWorkspace: boolean;
}

/** What determines where Gradle looks. Nothing else is read from the machine. */
export interface LocateGradlePropertiesInput {
  /** The home folder of the password database (`os.userInfo().homedir`), because Java ignores `$HOME`. */
  readonly accountHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly workspaceFolders: readonly string[];
  /** `java.import.gradle.user.home`, and whether workspace settings define it. */
  readonly javaImportGradleUserHome?: { readonly value: string; readonly fromWorkspace: boolean };
}

/** All gradle.properties files that are read; `target` is the one to write. */
export interface LocatedProperties {
  readonly target: PropertiesLocation;
  /** `target` first, then the others. */
  readonly locations: readonly PropertiesLocation[];
}

/** A Gradle user home before duplicates are merged. */
interface GradleHomeCandidate {
  readonly folder: string;
  readonly namedBy: GradleHomeSource;
  readonly optionsFrom?: string;
  readonly fromWorkspace: boolean;
}

/** The option variables that every JVM reads. Later ones take precedence. */
const jvmOptionVariables = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];

/** Gradle's start script adds `JAVA_OPTS` and then `GRADLE_OPTS` to the command line. */
const startScriptVariables = [
  ...['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS'],
  ...['JAVA_OPTS', 'GRADLE_OPTS', '_JAVA_OPTIONS'],
];

/**
 * Finds the gradle.properties file of the Gradle user home as Gradle does: the system property
 * `gradle.user.home`, then `GRADLE_USER_HOME`, then `.gradle` in Java's `user.home`
 * (`BuildLayoutParameters`). `target` is the file that the setting of the Java extension names, or
 * the terminal's. Throws `home-unknown` when no home folder is known and nothing else names one.
 */
export function locateGradleProperties(input: LocateGradlePropertiesInput): LocatedProperties {
  const terminal = findGradleHome(input, startScriptVariables);
  const setting = findConfiguredHome(input);
  const candidates: readonly [PropertiesReader, GradleHomeCandidate | undefined][] = [
    ['java-extension', setting ?? findGradleHome(input, jvmOptionVariables)],
    ['terminal', terminal],
  ];
  const locations = new Map<string, PropertiesLocation>();
  for (const [reader, candidate] of candidates)
    if (candidate) addLocation(locations, reader, candidate, input);
  const preferred = setting ?? terminal;
  const target = preferred && locations.get(keyOf(propertiesFile(preferred, input), input));
  if (!target) throw new Failure('home-unknown', 'gradle.properties');
  return {
    target,
    locations: [target, ...[...locations.values()].filter(each => each !== target)],
  };
}

function addLocation(
  locations: Map<string, PropertiesLocation>,
  reader: PropertiesReader,
  candidate: GradleHomeCandidate,
  input: LocateGradlePropertiesInput,
): void {
  const file = propertiesFile(candidate, input);
  const key = keyOf(file, input);
  const existing = locations.get(key);
  const { namedBy, optionsFrom, fromWorkspace } = candidate;
  locations.set(key, {
    ...(existing ?? { path: file, namedBy, ...(optionsFrom === undefined ? {} : { optionsFrom }) }),
    readers: [...(existing?.readers ?? []), reader],
    belongsToWorkspace:
      (existing?.belongsToWorkspace ?? false) || fromWorkspace || isInWorkspace(file, input),
  });
}

function findGradleHome(
  input: LocateGradlePropertiesInput,
  sources: readonly string[],
): GradleHomeCandidate | undefined {
  const findOption = (name: string) =>
    sources
      .map(source => ({ source, value: parseSystemProperty(input.env[source] ?? '', name) }))
      .findLast(({ value }) => value !== undefined && value !== '');
  const homeOption = findOption('gradle.user.home');
  if (homeOption?.value !== undefined)
    return {
      folder: resolvePath(input, homeOption.value),
      namedBy: '-Dgradle.user.home',
      optionsFrom: homeOption.source,
      fromWorkspace: false,
    };
  const variable = input.env['GRADLE_USER_HOME'] ?? '';
  if (variable !== '')
    return {
      folder: resolvePath(input, variable),
      namedBy: 'GRADLE_USER_HOME',
      fromWorkspace: false,
    };
  const homeOverride = findOption('user.home');
  const home = homeOverride?.value ?? input.accountHome;
  if (home === '') return undefined;
  return {
    folder: pathModule(input).join(home, '.gradle'),
    namedBy: 'default',
    fromWorkspace: false,
    ...(homeOverride ? { optionsFrom: homeOverride.source } : {}),
  };
}

function findConfiguredHome(input: LocateGradlePropertiesInput): GradleHomeCandidate | undefined {
  const setting = input.javaImportGradleUserHome;
  const name = setting?.value.trim() ?? '';
  if (!setting || name === '') return undefined;
  const home = input.accountHome;
  const expanded = /^~(?=$|[\\/])/.test(name) && home !== '' ? home + name.slice(1) : name;
  const { fromWorkspace } = setting;
  const folder = resolvePath(input, expanded);
  return { folder, namedBy: 'java.import.gradle.user.home', fromWorkspace };
}

/** Gradle resolves a relative home against the folder in which it starts. */
function resolvePath(input: LocateGradlePropertiesInput, folder: string): string {
  return pathModule(input).resolve(input.workspaceFolders[0] ?? input.accountHome, folder);
}

function propertiesFile(
  { folder }: GradleHomeCandidate,
  input: LocateGradlePropertiesInput,
): string {
  return pathModule(input).join(folder, 'gradle.properties');
}

function keyOf(file: string, { platform }: LocateGradlePropertiesInput): string {
  return platform === 'win32' ? file.toLowerCase() : file;
}

function isInWorkspace(file: string, input: LocateGradlePropertiesInput): boolean {
  const paths = pathModule(input);
  return input.workspaceFolders.some(folder => {
    const relative = paths.relative(folder, file);
    return relative !== '' && !/^\.\.(?:$|[\\/])/.test(relative) && !paths.isAbsolute(relative);
  });
}

function pathModule({ platform }: LocateGradlePropertiesInput) {
  return platform === 'win32' ? path.win32 : path.posix;
}
