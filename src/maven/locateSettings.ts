/** Who reads a settings.xml: Maven in a terminal, the extension Maven for Java, Language Support for Java. */
export type SettingsReader = 'terminal' | 'maven-extension' | 'java-extension';

/** What named a settings file. */
export type SettingsNamer =
  | 'default'
  | 'MAVEN_ARGS'
  | '.mvn/maven.config'
  | 'maven.settingsFile'
  | 'java.configuration.maven.userSettings';

/** A settings.xml that something reads. */
export interface SettingsLocation {
  /** Absolute, not resolved through links. */
  readonly path: string;
  readonly namedBy: SettingsNamer;
  /** What moved `user.home`, for `default`: `MAVEN_OPTS`, `JAVA_TOOL_OPTIONS`, `JDK_JAVA_OPTIONS`, `.mvn/jvm.config`. */
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
  readonly workspaceFolders: readonly string[];
  /** The text of `.mvn/maven.config` and `.mvn/jvm.config` of the project, where they exist. */
  readonly project?: {
    readonly folder: string;
    readonly mavenConfig?: string;
    readonly jvmConfig?: string;
  };
  /** `maven.settingsFile`. */
  readonly mavenSettingsFile?: NamedSetting;
  /** `java.configuration.maven.userSettings`. */
  readonly javaUserSettings?: NamedSetting;
}

/** All settings files that something reads; `target` is the one to write. */
export interface LocatedSettings {
  readonly target: SettingsLocation;
  /** `target` first, then the others. More than one: a doctor should tell. */
  readonly locations: readonly SettingsLocation[];
}

/**
 * Finds the settings.xml that Maven uses, as Maven finds it. `target` is what VS Code's settings
 * name, else what the terminal's Maven reads.
 * Throws `home-unknown` when no home folder is known and nothing names a file.
 */
export function locateSettings(input: LocateInput): LocatedSettings {
  throw new Error(`not built yet: ${input.platform}`);
}
