import path from 'node:path';
import { Failure } from '../core/failure';
import { parseUserHomeOption, parseSettingsOption } from './mavenOptions';

/** A reader of settings.xml: Maven in a terminal, Maven for Java, Language Support for Java. */
export type SettingsReader = 'terminal' | 'maven-extension' | 'java-extension';

/** What names a settings file. */
export type SettingsSource =
  | 'default'
  | 'MAVEN_ARGS'
  | '.mvn/maven.config'
  | 'maven.settingsFile'
  | 'maven.executable.options'
  | 'java.configuration.maven.userSettings';

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

/** A setting of VS Code's, with whether a workspace's own settings gave it. */
export interface SettingValue {
  readonly value: string;
  readonly fromWorkspace: boolean;
}

/** What decides where Maven looks. Nothing is read from the machine. */
export interface LocateSettingsInput {
  /** The home folder of the password database (`os.userInfo().homedir`): Java ignores `$HOME`. */
  readonly accountHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Where it is known: `MAVEN_ARGS` counts from 3.9 on. */
  readonly mavenVersion?: string;
  readonly workspaceFolders: readonly string[];
  /** The text of `.mvn/maven.config` and `.mvn/jvm.config` of the project, where they exist. */
  readonly project?: {
    readonly folder: string;
    readonly mavenConfig?: string;
    readonly jvmConfig?: string;
  };
  /** `maven.settingsFile`. */
  readonly mavenSettingsFile?: SettingValue;
  /** `maven.executable.options`, in one line. */
  readonly mavenOptions?: SettingValue;
  /** `java.configuration.maven.userSettings`. */
  readonly javaUserSettings?: SettingValue;
}

/** All settings files that something reads; `target` is the one to write. */
export interface LocatedSettings {
  readonly target: SettingsLocation;
  /** `target` first, then the others. More than one: a doctor should tell. */
  readonly locations: readonly SettingsLocation[];
}

/** A file that something named, before it is told apart from the others. */
interface SettingsCandidate {
  readonly path: string;
  readonly namedBy: SettingsSource;
  readonly homeFrom?: string;
  readonly fromWorkspace: boolean;
}

/**
 * Finds the settings.xml that Maven uses, as Maven finds it. `target` is what VS Code's settings
 * name, else what the terminal's Maven reads.
 * Throws `home-unknown` when no home folder is known and nothing names a file.
 */
export function locateSettings(input: LocateSettingsInput): LocatedSettings {
  const terminal = findTerminalSettings(input);
  const maven =
    candidateFromSetting(input, 'maven.settingsFile', input.mavenSettingsFile) ??
    candidateFromSetting(input, 'maven.executable.options', settingFromOptions(input.mavenOptions));
  const java = candidateFromSetting(
    input,
    'java.configuration.maven.userSettings',
    input.javaUserSettings,
  );
  // The Maven extension runs Maven as a terminal does; the Java extension has a Maven of its own,
  // which reads no project's options.
  const candidates: readonly [SettingsReader, SettingsCandidate | undefined][] = [
    ['maven-extension', maven ?? terminal],
    ['java-extension', java ?? findDefaultSettings(input, jvmOptionVariables)],
    ['terminal', terminal],
  ];
  const locations = mergeCandidates(candidates, input);
  const preferred = maven ?? java ?? terminal;
  const target = preferred && locations.get(keyOf(preferred, input));
  if (!target) throw new Failure('home-unknown', 'settings.xml');
  const others = [...locations.values()].filter(it => it !== target);
  return { target, locations: [target, ...others] };
}

function keyOf({ path: file }: SettingsCandidate, { platform }: LocateSettingsInput): string {
  return platform === 'win32' ? file.toLowerCase() : file;
}

function mergeCandidates(
  candidates: readonly [SettingsReader, SettingsCandidate | undefined][],
  input: LocateSettingsInput,
) {
  const locations = new Map<string, SettingsLocation>();
  for (const [reader, candidate] of candidates) {
    if (!candidate) continue;
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

function findTerminalSettings(input: LocateSettingsInput): SettingsCandidate | undefined {
  const { project, env, mavenVersion } = input;
  // Maven 3.9 and later put MAVEN_ARGS on the command line, which wins over the project's file.
  const supportsMavenArgs = !/^(?:[12]\.|3\.[0-8](?:\.|$))/.test(mavenVersion ?? '');
  const fromArgs = supportsMavenArgs ? parseSettingsOption(env['MAVEN_ARGS'] ?? '') : undefined;
  const base = project?.folder ?? input.workspaceFolders[0] ?? input.accountHome;
  if (fromArgs !== undefined)
    return {
      path: resolvePath(input, fromArgs, base),
      namedBy: 'MAVEN_ARGS',
      fromWorkspace: false,
    };
  const fromConfig = parseSettingsOption(project?.mavenConfig ?? '');
  if (fromConfig !== undefined)
    return {
      path: resolvePath(input, fromConfig, base),
      namedBy: '.mvn/maven.config',
      fromWorkspace: true,
    };
  return findDefaultSettings(input, [
    ...jvmOptionVariables.slice(0, 2),
    '.mvn/jvm.config',
    'MAVEN_OPTS',
    ...jvmOptionVariables.slice(2),
  ]);
}

/** What every JVM heeds, in the order in which later ones win; Maven's own come before the last. */
const jvmOptionVariables = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];

/** `~/.m2/settings.xml`, with the `~` that Java has. */
function findDefaultSettings(
  input: LocateSettingsInput,
  sources: readonly string[],
): SettingsCandidate | undefined {
  const homeOverride = sources
    .map(source => {
      const text = source === '.mvn/jvm.config' ? input.project?.jvmConfig : input.env[source];
      return { source, folder: parseUserHomeOption(text ?? '') };
    })
    .findLast(({ folder }) => folder !== undefined);
  const folder = homeOverride?.folder ?? input.accountHome;
  if (folder === '') return undefined;
  return {
    path: pathModule(input).join(folder, '.m2', 'settings.xml'),
    namedBy: 'default',
    fromWorkspace: homeOverride?.source === '.mvn/jvm.config',
    ...(homeOverride ? { homeFrom: homeOverride.source } : {}),
  };
}

function candidateFromSetting(
  input: LocateSettingsInput,
  namedBy: SettingsSource,
  setting: SettingValue | undefined,
): SettingsCandidate | undefined {
  const name = setting?.value.trim() ?? '';
  if (!setting || name === '') return undefined;
  const base = input.workspaceFolders[0] ?? input.accountHome;
  return { path: resolvePath(input, name, base), namedBy, fromWorkspace: setting.fromWorkspace };
}

/** The file that `-s` names among options. */
function settingFromOptions(options: SettingValue | undefined): SettingValue | undefined {
  const value = parseSettingsOption(options?.value ?? '');
  return options && value !== undefined ? { ...options, value } : undefined;
}

function resolvePath(input: LocateSettingsInput, name: string, base: string): string {
  const home = input.accountHome;
  const expanded = /^~(?=$|[\\/])/.test(name) && home !== '' ? home + name.slice(1) : name;
  return pathModule(input).resolve(base, expanded);
}

function isInWorkspace(file: string, input: LocateSettingsInput): boolean {
  const paths = pathModule(input);
  return input.workspaceFolders.some(folder => {
    const relative = paths.relative(folder, file);
    return relative !== '' && !/^\.\.(?:$|[\\/])/.test(relative) && !paths.isAbsolute(relative);
  });
}

function pathModule({ platform }: LocateSettingsInput) {
  return platform === 'win32' ? path.win32 : path.posix;
}
