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

/**
 * Finds the gradle.properties of the Gradle user home as Gradle does: the system property
 * `gradle.user.home`, then `GRADLE_USER_HOME`, then `.gradle` in Java's `user.home`
 * (`BuildLayoutParameters`). `target` is what VS Code's setting names, else the terminal's.
 * Throws `home-unknown` when no home folder is known and nothing names one.
 */
export function locateGradleProperties(input: LocateGradleInput): LocatedProperties {
  throw new Error(`not yet: ${input.platform}`);
}
