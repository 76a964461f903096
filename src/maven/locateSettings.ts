import { Failure } from '../core/failure';
import { parseJavaProperties } from '../shared/javaProperties';
import { hasExpression, interpolate } from './expressions/interpolate';
import type { LocateSettingsInput, SettingValue } from './locateSettingsInput';
import {
  createInvocations,
  findSystemProperty,
  optionLookup,
  pathModule,
  type MavenInvocation,
  type SettingsReader,
} from './mavenInvocation';
import { findFileOption } from './options/mavenOptions';
import {
  candidateFromSetting,
  createCandidate,
  unknownExpression,
  type Candidate,
  type SettingsCandidate,
  type SettingsSource,
} from './settingsCandidate';

export type { SettingsSource } from './settingsCandidate';

export type { SettingsReader } from './mavenInvocation';
export type { LocateSettingsInput } from './locateSettingsInput';

/** A settings.xml that a tool reads. */
export interface SettingsLocation {
  /** Absolute, not resolved through links. */
  readonly path: string;
  readonly namedBy: SettingsSource;
  /** What moved `user.home`, for `default`: `MAVEN_OPTS`, `.mvn/jvm.config`, `JAVA_TOOL_OPTIONS`… */
  readonly homeFrom?: string;
  readonly readers: readonly SettingsReader[];
  /** Whether the workspace names it, or it lies in a workspace folder: ask before writing. */
  readonly belongsToWorkspace: boolean;
}

/** All settings files that something reads; `target` is the one to write. */
export interface LocatedSettings {
  readonly target: SettingsLocation;
  /** The user settings: `target` first, then the others. */
  readonly locations: readonly SettingsLocation[];
  /** The global settings (`-gs`, `conf/settings.xml` of the installation): read, never written. */
  readonly globalLocations: readonly SettingsLocation[];
  /** The project settings of Maven 4 (`-ps`, `.mvn/settings.xml`): read, never written. */
  readonly projectLocations: readonly SettingsLocation[];
}

/**
 * Finds the settings files that Maven and the Java extensions read, as they find them. `target` is what
 * VS Code's settings name, else what Maven in a terminal reads. A path with an expression whose value is
 * not known is never a location.
 * Throws `home-unknown` if no home folder is known and nothing names a file, and `settings-refused` with
 * file and line if the path of the target contains an unknown expression.
 */
export function locateSettings(input: LocateSettingsInput): LocatedSettings {
  const invocations = createInvocations(input);
  const { terminal, 'maven-extension': mavenExtension } = invocations;
  const terminalFile = findUserSettings(input, terminal);
  const mavenFile =
    candidateFromSetting(input, 'maven.settingsFile', input.mavenSettingsFile) ??
    findExecutableOption(input, mavenExtension);
  const javaFile = candidateFromSetting(
    input,
    'java.configuration.maven.userSettings',
    input.javaUserSettings,
  );
  const locations = mergeCandidates(
    [
      ['maven-extension', mavenFile ?? findUserSettings(input, mavenExtension)],
      ['java-extension', javaFile ?? findDefaultSettings(invocations['java-extension'])],
      ['terminal', terminalFile],
    ],
    input,
  );
  const preferred = mavenFile ?? javaFile ?? terminalFile;
  if (preferred && 'failure' in preferred) throw preferred.failure;
  const target = preferred && locations.get(keyOf(preferred, input));
  if (!target) throw new Failure('home-unknown', 'settings.xml');
  const others = [...locations.values()].filter(it => it !== target);
  const merge = (find: (invocation: MavenInvocation) => Candidate) => [
    ...mergeCandidates(
      Object.values(invocations).map(it => [it.reader, find(it)] as const),
      input,
    ).values(),
  ];
  return {
    target,
    locations: [target, ...others],
    globalLocations: merge(invocation => findGlobalSettings(input, invocation)),
    projectLocations: merge(invocation => findProjectSettings(input, invocation)),
  };
}

function keyOf({ path }: SettingsCandidate, { platform }: LocateSettingsInput): string {
  return platform === 'win32' ? path.toLowerCase() : path;
}

function mergeCandidates(
  candidates: readonly (readonly [SettingsReader, Candidate])[],
  input: LocateSettingsInput,
): ReadonlyMap<string, SettingsLocation> {
  const locations = new Map<string, SettingsLocation>();
  for (const [reader, candidate] of candidates) {
    if (!candidate || 'failure' in candidate) continue;
    const key = keyOf(candidate, input);
    const existing = locations.get(key);
    const { fromWorkspace, ...rest } = candidate;
    locations.set(key, {
      ...(existing ?? rest),
      readers: [...(existing?.readers ?? []), reader],
      belongsToWorkspace:
        (existing?.belongsToWorkspace ?? false) ||
        fromWorkspace ||
        isInWorkspace(candidate.path, input),
    });
  }
  return locations;
}

function findUserSettings(input: LocateSettingsInput, invocation: MavenInvocation): Candidate {
  return (
    findOption(input, invocation, 's') ??
    findUserProperty(input, invocation) ??
    findMvndSettings(input) ??
    findDefaultSettings(invocation)
  );
}

/** The file that `-s`, `-gs` or `-ps` names among the arguments of the invocation. */
function findOption(
  input: LocateSettingsInput,
  invocation: MavenInvocation,
  name: 's' | 'gs' | 'ps',
): Candidate {
  for (const { source, words, fromWorkspace } of invocation.options) {
    const option = findFileOption(words, name);
    if (!option) continue;
    const named = interpolate(option.value, optionLookup(invocation, input.mavenVersion));
    return createCandidate(input, named, source, fromWorkspace, option.line);
  }
  return undefined;
}

function findExecutableOption(input: LocateSettingsInput, invocation: MavenInvocation): Candidate {
  const options = invocation.options.filter(({ source }) => source === 'maven.executable.options');
  return findOption(input, { ...invocation, options }, 's');
}

/** Maven 4 has properties for the file and its folder; older versions ignore them. */
function findUserProperty(input: LocateSettingsInput, invocation: MavenInvocation): Candidate {
  if (invocation.isMaven4 === false) return undefined;
  const file = findMavenProperty(input, invocation, 'maven.user.settings');
  if (file) return createCandidate(input, file.value, 'maven.user.settings', file.fromWorkspace);
  const folder = findMavenProperty(input, invocation, 'maven.user.conf');
  return (
    folder &&
    createCandidate(
      input,
      pathModule(input).join(folder.value, 'settings.xml'),
      'maven.user.conf',
      folder.fromWorkspace,
    )
  );
}

function findMavenProperty(
  input: LocateSettingsInput,
  invocation: MavenInvocation,
  name: string,
): SettingValue | undefined {
  const value = invocation.userProperties.get(name) ?? findSystemProperty(invocation, name);
  if (value === undefined) return undefined;
  const definition = (words: readonly { readonly text: string }[]) =>
    words.some(({ text }) => text.includes(name));
  const sources = [...invocation.options, ...invocation.jvmOptions];
  const fromWorkspace = sources.some(it => it.fromWorkspace && definition(it.words));
  return {
    value: interpolate(value, optionLookup(invocation, input.mavenVersion)),
    fromWorkspace,
  };
}

/** `maven.settings` of the Maven daemon. */
function findMvndSettings(input: LocateSettingsInput): Candidate {
  const sources = [
    ['.mvn/mvnd.properties', input.project?.mvndProperties],
    ['mvnd.properties', input.mvndProperties],
  ] as const;
  for (const [source, text] of sources) {
    if (text === undefined) continue;
    const { entries } = parseJavaProperties(Buffer.from(text));
    const value = entries.findLast(({ key }) => key === 'maven.settings')?.value.trim();
    if (value) return createCandidate(input, value, source, source === '.mvn/mvnd.properties');
  }
  return undefined;
}

/** `~/.m2/settings.xml`, with the `~` that Java has. */
function findDefaultSettings({ userHome, platform }: MavenInvocation): Candidate {
  const { folder, movedBy, fromWorkspace } = userHome;
  if (folder === '') return undefined;
  if (hasExpression(folder)) return { failure: unknownExpression(movedBy ?? 'user.home', folder) };
  return {
    path: pathModule({ platform }).join(folder, '.m2', 'settings.xml'),
    namedBy: 'default',
    fromWorkspace,
    ...(movedBy === undefined ? {} : { homeFrom: movedBy }),
  };
}

function findGlobalSettings(input: LocateSettingsInput, invocation: MavenInvocation): Candidate {
  if (invocation.reader === 'java-extension')
    return candidateFromSetting(
      input,
      'java.configuration.maven.globalSettings',
      input.javaGlobalSettings,
    );
  const named = findOption(input, invocation, 'gs');
  if (named || input.mavenHome === undefined) return named;
  const path = pathModule(input).join(input.mavenHome, 'conf', 'settings.xml');
  return { path, namedBy: 'default', fromWorkspace: false };
}

function findProjectSettings(input: LocateSettingsInput, invocation: MavenInvocation): Candidate {
  if (invocation.reader === 'java-extension' || invocation.isMaven4 === false) return undefined;
  const named = findOption(input, invocation, 'ps');
  const folder = input.project?.folder;
  // Maven 3 does not read the file, so it counts only where the version is known.
  if (named || folder === undefined || invocation.isMaven4 !== true) return named;
  const path = pathModule(input).join(folder, '.mvn', 'settings.xml');
  return { path, namedBy: 'default', fromWorkspace: true };
}

function isInWorkspace(file: string, input: LocateSettingsInput): boolean {
  const paths = pathModule(input);
  return input.workspaceFolders.some(folder => {
    const relative = paths.relative(folder, file);
    return relative !== '' && !/^\.\.(?:$|[\\/])/.test(relative) && !paths.isAbsolute(relative);
  });
}
