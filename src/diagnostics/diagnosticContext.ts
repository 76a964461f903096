import type { CodeArtifact, Identity, RepositoryDetails } from '../core/codeArtifact';
import type { Connection } from '../core/connection';
import type { Domain, Repository } from '../core/coordinates';
import type { RepositoryEndpoint } from '../core/endpoint';
import type { Failure } from '../core/failure';
import type { Profile } from '../core/profile';
import type { Shell } from '../shared/shell';
import type { Token } from '../core/token';

/** A connection, and a client of it that asks nobody anything. */
export interface ConnectionClient {
  readonly connection: Connection;
  readonly api: CodeArtifact;
}

/** What a server answered, if anything. */
export interface EndpointProbe {
  readonly status: number;
  /** Its clock, from the header `date`. */
  readonly date?: Date;
}

/** A `<server>`. */
export interface ServerFact {
  readonly id: string;
  readonly username?: string;
  readonly password:
    | { readonly kind: 'none' | 'empty' | 'encrypted' }
    | { readonly kind: 'literal'; readonly expires?: Date }
    | { readonly kind: 'variable'; readonly name: string };
  readonly line: number;
}

/** A settings.xml that something reads. */
export interface SettingsFact {
  readonly path: string;
  /** What named it: `default`, `maven.settingsFile`, `.mvn/maven.config`… */
  readonly namedBy: string;
  /** What moved Java's `user.home`, where something did. */
  readonly homeFrom?: string;
  readonly readers: readonly ('terminal' | 'maven-extension' | 'java-extension')[];
  readonly state: 'absent' | 'read' | 'broken';
  /** Why it is broken. */
  readonly failure?: Failure;
  readonly servers: readonly ServerFact[];
  /** Ids of its mirrors and of the repositories of its profiles. */
  readonly ids: readonly string[];
  readonly offline: boolean;
  /** Oddities that do not stop Maven. */
  readonly warnings: readonly { readonly text: string; readonly line: number }[];
}

/** A server id whose credentials Maven sends to repositories of CodeArtifact. */
export interface ClaimFact {
  readonly id: string;
  readonly domain: Domain;
  /** Whether the user, and not only a pom.xml, says that this domain may be asked. */
  readonly isApproved: boolean;
  /** Whether Maven looks the id up at all. */
  readonly isUsed: boolean;
  readonly sources: readonly {
    readonly file: string;
    readonly line: number;
    readonly role: string;
    readonly endpoint: RepositoryEndpoint;
  }[];
}

/** What Maven's files say. */
export interface MavenFacts {
  /** The one that tokens are written to first, then the others. */
  readonly settings: readonly SettingsFact[];
  /** What passes `-o` to Maven: a file of the project, a variable, a setting of VS Code's. */
  readonly offlineBy: readonly (
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'variable' | 'setting'; readonly name: string }
  )[];
  /** The home folder that Java takes, unless told otherwise. */
  readonly accountHome: string;
  readonly envHome?: string;
  readonly claims: readonly ClaimFact[];
  readonly conflicts: readonly { readonly id: string; readonly domains: readonly string[] }[];
  /** Repositories that a mirror leads elsewhere, and tokens that would go elsewhere. */
  readonly problems: readonly {
    readonly code: 'mirrored-elsewhere' | 'sent-elsewhere';
    readonly id: string;
    readonly by?: string;
    readonly url: string;
    readonly file: string;
    readonly line: number;
  }[];
  /** Ids of repositories that pom.xml files name. */
  readonly pomIds: readonly string[];
}

/** Failed downloads of CodeArtifact's that Maven has noted. */
export interface MarkerFacts {
  readonly failures: number;
  /** Local repositories that were looked through. */
  readonly folders: readonly string[];
}

/** Where a program was found, and what it says of its version, if anything may be known of it. */
export type ProgramFact =
  | { readonly kind: 'found'; readonly path: string; readonly versionText?: string }
  | { readonly kind: 'missing' }
  /** `JAVA_HOME` names a folder without a Java. */
  | { readonly kind: 'wrong-home'; readonly folder: string };

/**
 * All that the doctor looks at. Each question is answered once per examination, however many checks
 * ask it. What cannot be had throws a `Failure`.
 */
export interface DiagnosticContext {
  readonly now: () => number;
  /** Ends all questions. */
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the user's terminals run. */
  readonly shell: Shell;
  readonly platform: string;
  /** The commands that there are. */
  readonly commands: ReadonlySet<string>;
  /** VS Code's `http.proxy`, and whether Java works offline by a setting. */
  readonly settings: { readonly proxy?: string; readonly javaOffline: boolean };
  connections(): Promise<readonly ConnectionClient[]>;
  profiles(): Promise<readonly Profile[]>;
  identity(of: ConnectionClient): Promise<Identity>;
  /** The connection that asks for the domain. */
  connectionForDomain(domain: Domain): Promise<ConnectionClient>;
  /** A token that lives for the shortest time there is; it stays in memory. */
  token(domain: Domain): Promise<Token>;
  repository(repository: Repository): Promise<RepositoryDetails>;
  hasMavenCentral(repository: Repository): Promise<boolean>;
  /** The API's origin for a connection: `https://codeartifact.eu-west-1.amazonaws.com`. */
  apiOrigin(connection: Connection): string;
  /** Asks a server; with a token, as Maven would. Throws what keeps an answer away. */
  probeEndpoint(url: string, token?: Token): Promise<EndpointProbe>;
  maven(): Promise<MavenFacts>;
  failureMarkers(): Promise<MarkerFacts>;
  program(name: 'mvn' | 'java'): Promise<ProgramFact>;
  /** The files beside settings.xml that hold a token: gradle.properties, files of the user's choice. */
  tokenFiles(): Promise<readonly string[]>;
  /** Whether git tracks the file; undefined where nobody may ask git. */
  isGitTracked(file: string): Promise<boolean | undefined>;
}
