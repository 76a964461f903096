import type { SettingsView } from '../settingsView';

/** What named the local repository. */
export type LocalRepositoryNamer =
  | 'default'
  | 'settings.xml'
  | 'MAVEN_ARGS'
  | '.mvn/maven.config'
  | '.mvn/jvm.config'
  | 'MAVEN_OPTS'
  | 'JAVA_TOOL_OPTIONS'
  | 'JDK_JAVA_OPTIONS'
  | '_JAVA_OPTIONS';

/** A local repository that something uses. */
export interface LocalRepository {
  /** Absolute, not resolved through links. */
  readonly path: string;
  readonly namedBy: LocalRepositoryNamer;
  /** Whether the workspace names it. */
  readonly fromWorkspace: boolean;
}

/** What decides where it is. Nothing is read from the machine. */
export interface LocalRepositoryInput {
  /** The settings.xml in use, where it could be read. */
  readonly settings?: Pick<SettingsView, 'localRepository'>;
  /** See `LocateInput`. */
  readonly accountHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly mavenVersion?: string;
  readonly project?: {
    readonly folder: string;
    readonly mavenConfig?: string;
    readonly jvmConfig?: string;
  };
}

/**
 * The local repository as Maven in a terminal finds it: `-Dmaven.repo.local`, then
 * `<localRepository>`, then `.m2/repository` in Java's `user.home`. Throws `home-unknown`, and
 * `settings-refused` for a `<localRepository>` with an expression that is not known here.
 */
export function effectiveLocalRepository(input: LocalRepositoryInput): LocalRepository {
  throw new Error(`not yet: ${input.platform}`);
}
