import type { CodeArtifact } from './codeArtifact';
import type { Connection, SandboxConnection } from './connection';
import type { DefaultSource, Profile } from './profile';
import type { ApprovedEndpoint } from './endpoint';
import type { SignInPorts } from './signInPorts';
import type { Token } from './token';

/** Files and folders from which credentials come; a change there may bring new ones. Need not exist. */
export interface CredentialPaths {
  /** The shared config and credentials files. */
  readonly files: readonly string[];
  /** The folders in which sign-ins are kept, a JSON file for each. */
  readonly folders: readonly string[];
}

/** An inline policy of a user. */
export interface UserPolicy {
  readonly user: string;
  readonly name: string;
  /** JSON. */
  readonly document: string;
}

/** The way to AWS. What stands behind it is loaded at the first call. */
export interface AwsAccess {
  /**
   * A client for `connection`. Nothing is sent before its first call. An unattended one never asks
   * the user anything: where an MFA code is needed, it fails with `mfa-needed`.
   */
  connect(connection: Connection, interactive: boolean): Promise<CodeArtifact>;
  /** The profiles as the files say now, by name. */
  profiles(): Promise<readonly Profile[]>;
  /** Gives a user of the sandbox a policy, as `sandbox`'s user. */
  putSandboxPolicy(
    sandbox: SandboxConnection,
    policy: UserPolicy,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * One GET of a host of AWS, the running sandbox's or an approved one; with a token, of a repository
   * of its domain alone. Throws what keeps an answer away; every status is an answer.
   */
  probeEndpoint(
    url: string,
    token: Token | undefined,
    sandbox: readonly ApprovedEndpoint[],
    signal: AbortSignal,
  ): Promise<{ readonly status: number; readonly date?: Date }>;
  /** Where the default chain would take credentials from now. Asks nobody. */
  defaultSource(): Promise<DefaultSource>;
  /** Where credentials come from on this machine. */
  credentialPaths(): Promise<CredentialPaths>;
  /**
   * Signs in to what `profile` takes its credentials from, by a code that the user confirms in a
   * browser. Throws `sign-in-needed` when the user declines or lets the code expire.
   */
  signIn(profile: string, ports: SignInPorts, signal: AbortSignal): Promise<void>;
}
