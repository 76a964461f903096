/** A setting of VS Code's, with whether a workspace's own settings gave it. */
export interface SettingValue {
  readonly value: string;
  readonly fromWorkspace: boolean;
}

/** Files of a project's `.mvn` folder that say how Maven runs, as text; absent where they do not exist. */
export interface ProjectFiles {
  /** The folder that contains `.mvn`. */
  readonly folder: string;
  /** `.mvn/maven.config`. */
  readonly mavenConfig?: string;
  /** `.mvn/jvm.config`. */
  readonly jvmConfig?: string;
  /** `.mvn/mvnd.properties`. */
  readonly mvndProperties?: string;
  /** Whether the project has a Maven wrapper, which reads `MAVEN_CONFIG`. */
  readonly hasWrapper?: boolean;
}

/** What decides which files Maven reads and which values its expressions have. Nothing is read from the machine. */
export interface LocateSettingsInput {
  /** The home folder of the password database (`os.userInfo().homedir`): Java ignores `$HOME`. */
  readonly accountHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The version of Maven, if known: `MAVEN_ARGS` counts from 3.9 on. */
  readonly mavenVersion?: string;
  /** The folder of the Maven installation in use, if known: its `conf/settings.xml` is the global one. */
  readonly mavenHome?: string;
  readonly workspaceFolders: readonly string[];
  readonly project?: ProjectFiles;
  /** The text of `~/.m2/mvnd.properties`. */
  readonly mvndProperties?: string;
  /** `maven.settingsFile`. */
  readonly mavenSettingsFile?: SettingValue;
  /** `maven.executable.options`, in one line. */
  readonly mavenOptions?: SettingValue;
  /** `maven.terminal.customEnv`, which Maven for Java adds to its own runs. */
  readonly mavenTerminalEnv?: Readonly<Record<string, string>>;
  /** `java.configuration.maven.userSettings`. */
  readonly javaUserSettings?: SettingValue;
  /** `java.configuration.maven.globalSettings`. */
  readonly javaGlobalSettings?: SettingValue;
  /** `java.jdt.ls.vmargs`, the options of the Java extension's virtual machine. */
  readonly javaVmArgs?: SettingValue;
}
