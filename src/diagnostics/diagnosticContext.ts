import type { CodeArtifact, Identity, RepositoryDetails } from '../core/codeArtifact';
import type { Connection } from '../core/connection';
import type { Domain, Repository } from '../core/coordinates';
import type { RepositoryEndpoint } from '../core/endpoint';
import type { Failure } from '../core/failure';
import type { DefaultSource, Profile } from '../core/profile';
import type { Shell } from '../shared/shell';
import type { Token } from '../core/token';
import type { SettingsWarning } from '../maven/mavenSettings';

/** A connection, and its client, which never prompts. */
export interface ConnectionClient {
  readonly connection: Connection;
  readonly api: CodeArtifact;
}

/** The response of an endpoint. */
export interface EndpointProbe {
  readonly status: number;
  /** The server's time, from the `date` header. */
  readonly date?: Date;
}

/** A `<server>` of a settings.xml. */
export interface ServerFact {
  readonly id: string;
  readonly username?: string;
  readonly password:
    | { readonly kind: 'none' | 'empty' | 'encrypted' }
    | { readonly kind: 'literal'; readonly expires?: Date }
    | { readonly kind: 'variable'; readonly name: string };
  readonly line: number;
}

/** The programs that read a settings.xml. */
export type SettingsReader = 'terminal' | 'maven-extension' | 'java-extension';

/** A settings.xml that a program reads. */
export interface SettingsFact {
  readonly path: string;
  /** What names the file: `default`, `maven.settingsFile`, `.mvn/maven.config`… */
  readonly namedBy: string;
  /** What sets Java's `user.home`, if something does. */
  readonly homeFrom?: string;
  readonly readers: readonly SettingsReader[];
  readonly state: 'absent' | 'read' | 'broken';
  /** Why the file cannot be read. */
  readonly failure?: Failure;
  readonly servers: readonly ServerFact[];
  /** The ids of its mirrors and of the repositories in its profiles. */
  readonly ids: readonly string[];
  readonly offline: boolean;
  /** Problems that do not prevent Maven from reading the file. */
  readonly warnings: readonly SettingsWarning[];
}

/** A server id whose credentials Maven sends to repositories of CodeArtifact. */
export interface ClaimFact {
  readonly id: string;
  readonly domain: Domain;
  /** Whether the domain is known from the user's own settings, not only from a pom.xml. */
  readonly isApproved: boolean;
  /** Whether Maven uses the id. */
  readonly isUsed: boolean;
  readonly sources: readonly {
    readonly file: string;
    readonly line: number;
    readonly role: string;
    /** Absent if only the domain is known. */
    readonly endpoint?: RepositoryEndpoint;
  }[];
}

/** The content of Maven's files. */
export interface MavenFacts {
  /** The settings.xml that tokens are written to comes first. */
  readonly settings: readonly SettingsFact[];
  /** What passes `-o` to Maven: a file of the project, a variable or a setting. */
  readonly offlineBy: readonly (
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'variable' | 'setting'; readonly name: string }
  )[];
  /** The home folder that Java uses by default. */
  readonly accountHome: string;
  readonly envHome?: string;
  readonly claims: readonly ClaimFact[];
  readonly conflicts: readonly { readonly id: string; readonly domains: readonly string[] }[];
  /** Repositories that a mirror replaces, and tokens that would be sent to another host. */
  readonly problems: readonly {
    readonly code: 'mirrored-elsewhere' | 'sent-elsewhere';
    readonly id: string;
    readonly by?: string;
    readonly url: string;
    readonly file: string;
    readonly line: number;
  }[];
  /**
   * The ids of all repositories and mirrors that Maven's files name. One with an expression may be any
   * id: then nothing can be said about servers that seem to be unused.
   */
  readonly usedIds: readonly string[];
}

/** The failed downloads from CodeArtifact that Maven has recorded. */
export interface MarkerFacts {
  readonly failures: number;
  /** The local repositories that were searched. */
  readonly folders: readonly string[];
}

/** Where a program was found, and its version if it is known. */
export type ProgramFact =
  | { readonly kind: 'found'; readonly path: string; readonly versionText?: string }
  | { readonly kind: 'missing' }
  /** `JAVA_HOME` names a folder that contains no Java. */
  | { readonly kind: 'wrong-home'; readonly folder: string };

/**
 * What the checks read. Results are shared by all checks of one run. The functions throw a `Failure`
 * when the data is not available.
 */
export interface DiagnosticContext {
  readonly now: () => number;
  /** Aborts all requests. */
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The kind of shell in the user's terminals. */
  readonly shell: Shell;
  readonly platform: string;
  /** The ids of all registered commands. */
  readonly commands: ReadonlySet<string>;
  /** VS Code's `http.proxy`, and whether a setting puts the Java extension into offline mode. */
  readonly settings: { readonly proxy?: string; readonly javaOffline: boolean };
  connections(): Promise<readonly ConnectionClient[]>;
  profiles(): Promise<readonly Profile[]>;
  identity(of: ConnectionClient): Promise<Identity>;
  /** The connection that serves the domain. */
  connectionForDomain(domain: Domain): Promise<ConnectionClient>;
  /** A token with the shortest possible duration. It is not written anywhere. */
  token(domain: Domain): Promise<Token>;
  repository(repository: Repository): Promise<RepositoryDetails>;
  hasMavenCentral(repository: Repository): Promise<boolean>;
  /** The origin to which the connection sends its requests: `https://codeartifact.eu-west-1.amazonaws.com`. */
  apiOrigin(connection: Connection): Promise<string>;
  /** The source that the default credential chain uses. */
  defaultSource(): Promise<DefaultSource>;
  /** Sends a request, with a token as Maven does. Throws a `Failure` when there is no response. */
  probeEndpoint(url: string, token?: Token): Promise<EndpointProbe>;
  maven(): Promise<MavenFacts>;
  failureMarkers(): Promise<MarkerFacts>;
  program(name: 'mvn' | 'java'): Promise<ProgramFact>;
  /** The files other than settings.xml that contain a token: gradle.properties and token files. */
  tokenFiles(): Promise<readonly string[]>;
  /** Whether Git tracks the file; undefined when Git is not available or must not run. */
  isGitTracked(file: string): Promise<boolean | undefined>;
}
