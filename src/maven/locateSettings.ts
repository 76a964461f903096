import path from 'node:path';
import { Failure } from '../core/failure';
import { homeOption, settingsOption } from './mavenOptions';

/** Who reads a settings.xml: Maven in a terminal, Maven for Java, Language Support for Java. */
export type SettingsReader = 'terminal' | 'maven-extension' | 'java-extension';

/** What named a settings file. */
export type SettingsNamer =
  | 'default'
  | 'MAVEN_ARGS'
  | '.mvn/maven.config'
  | 'maven.settingsFile'
  | 'maven.executable.options'
  | 'java.configuration.maven.userSettings';

/** A settings.xml that something reads. */
export interface SettingsLocation {
  /** Absolute, not resolved through links. */
  readonly path: string;
  readonly namedBy: SettingsNamer;
  /** What moved `user.home`, for `default`: `MAVEN_OPTS`, `.mvn/jvm.config`, `JAVA_TOOL_OPTIONS`… */
  readonly homeFrom?: string;
  readonly readers: readonly SettingsReader[];
  /** Whether the workspace names it, or it lies in a workspace folder: ask before writing. */
  readonly ofWorkspace: boolean;
}

/** A setting of VS Code's, with whether a workspace's own settings gave it. */
export interface NamedSetting {
  readonly value: string;
  readonly fromWorkspace: boolean;
}

/** What decides where Maven looks. Nothing is read from the machine. */
export interface LocateInput {
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
  readonly mavenSettingsFile?: NamedSetting;
  /** `maven.executable.options`, in one line. */
  readonly mavenOptions?: NamedSetting;
  /** `java.configuration.maven.userSettings`. */
  readonly javaUserSettings?: NamedSetting;
}

/** All settings files that something reads; `target` is the one to write. */
export interface LocatedSettings {
  readonly target: SettingsLocation;
  /** `target` first, then the others. More than one: a doctor should tell. */
  readonly locations: readonly SettingsLocation[];
}

/** A file that something named, before it is told apart from the others. */
interface Named {
  readonly path: string;
  readonly namedBy: SettingsNamer;
  readonly homeFrom?: string;
  readonly fromWorkspace: boolean;
}

/**
 * Finds the settings.xml that Maven uses, as Maven finds it. `target` is what VS Code's settings
 * name, else what the terminal's Maven reads.
 * Throws `home-unknown` when no home folder is known and nothing names a file.
 */
export function locateSettings(input: LocateInput): LocatedSettings {
  const terminal = terminalSettings(input);
  const maven =
    fromSetting(input, 'maven.settingsFile', input.mavenSettingsFile) ??
    fromSetting(input, 'maven.executable.options', optionSetting(input.mavenOptions));
  const java = fromSetting(input, 'java.configuration.maven.userSettings', input.javaUserSettings);
  // The Maven extension runs Maven as a terminal does; the Java extension has a Maven of its own,
  // which reads no project's options.
  const found: readonly [SettingsReader, Named | undefined][] = [
    ['maven-extension', maven ?? terminal],
    ['java-extension', java ?? defaultSettings(input, jvmSources)],
    ['terminal', terminal],
  ];
  const locations = merge(found, input);
  const preferred = maven ?? java ?? terminal;
  const target = preferred && locations.get(keyOf(preferred, input));
  if (!target) throw new Failure('home-unknown', 'settings.xml');
  const others = [...locations.values()].filter(it => it !== target);
  return { target, locations: [target, ...others] };
}

function keyOf({ path: file }: Named, { platform }: LocateInput): string {
  return platform === 'win32' ? file.toLowerCase() : file;
}

function merge(found: readonly [SettingsReader, Named | undefined][], input: LocateInput) {
  const locations = new Map<string, SettingsLocation>();
  for (const [reader, named] of found) {
    if (!named) continue;
    const key = keyOf(named, input);
    const known = locations.get(key);
    const { fromWorkspace, ...rest } = named;
    locations.set(key, {
      ...(known ?? rest),
      readers: [...(known?.readers ?? []), reader],
      ofWorkspace: (known?.ofWorkspace ?? false) || fromWorkspace || liesIn(named.path, input),
    });
  }
  return locations;
}

function terminalSettings(input: LocateInput): Named | undefined {
  const { project, env, mavenVersion } = input;
  // Maven 3.9 and later put MAVEN_ARGS on the command line, which wins over the project's file.
  const readsArgs = !/^(?:[12]\.|3\.[0-8](?:\.|$))/.test(mavenVersion ?? '');
  const fromArgs = readsArgs ? settingsOption(env['MAVEN_ARGS'] ?? '') : undefined;
  const base = project?.folder ?? input.workspaceFolders[0] ?? input.accountHome;
  if (fromArgs !== undefined)
    return {
      path: absolute(input, fromArgs, base),
      namedBy: 'MAVEN_ARGS',
      fromWorkspace: false,
    };
  const fromConfig = settingsOption(project?.mavenConfig ?? '');
  if (fromConfig !== undefined)
    return {
      path: absolute(input, fromConfig, base),
      namedBy: '.mvn/maven.config',
      fromWorkspace: true,
    };
  return defaultSettings(input, [
    ...jvmSources.slice(0, 2),
    '.mvn/jvm.config',
    'MAVEN_OPTS',
    ...jvmSources.slice(2),
  ]);
}

/** What every JVM heeds, in the order in which later ones win; Maven's own come before the last. */
const jvmSources = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];

/** `~/.m2/settings.xml`, with the `~` that Java has. */
function defaultSettings(input: LocateInput, sources: readonly string[]): Named | undefined {
  const moved = sources
    .map(source => {
      const text = source === '.mvn/jvm.config' ? input.project?.jvmConfig : input.env[source];
      return { source, folder: homeOption(text ?? '') };
    })
    .findLast(({ folder }) => folder !== undefined);
  const folder = moved?.folder ?? input.accountHome;
  if (folder === '') return undefined;
  return {
    path: pathsOf(input).join(folder, '.m2', 'settings.xml'),
    namedBy: 'default',
    fromWorkspace: moved?.source === '.mvn/jvm.config',
    ...(moved ? { homeFrom: moved.source } : {}),
  };
}

function fromSetting(
  input: LocateInput,
  namedBy: SettingsNamer,
  setting: NamedSetting | undefined,
): Named | undefined {
  const name = setting?.value.trim() ?? '';
  if (!setting || name === '') return undefined;
  const base = input.workspaceFolders[0] ?? input.accountHome;
  return { path: absolute(input, name, base), namedBy, fromWorkspace: setting.fromWorkspace };
}

/** The file that `-s` names among options. */
function optionSetting(options: NamedSetting | undefined): NamedSetting | undefined {
  const value = settingsOption(options?.value ?? '');
  return options && value !== undefined ? { ...options, value } : undefined;
}

function absolute(input: LocateInput, name: string, base: string): string {
  const home = input.accountHome;
  const expanded = /^~(?=$|[\\/])/.test(name) && home !== '' ? home + name.slice(1) : name;
  return pathsOf(input).resolve(base, expanded);
}

function liesIn(file: string, input: LocateInput): boolean {
  const paths = pathsOf(input);
  return input.workspaceFolders.some(folder => {
    const relative = paths.relative(folder, file);
    return relative !== '' && !/^\.\.(?:$|[\\/])/.test(relative) && !paths.isAbsolute(relative);
  });
}

function pathsOf({ platform }: LocateInput) {
  return platform === 'win32' ? path.win32 : path.posix;
}
