import type { CodeArtifact } from './codeArtifact';
import type { Connection, SandboxConnection } from './connection';
import type { DefaultSource, Profile } from './profile';
import type { ApprovedEndpoint } from './endpoint';
import type { SignInPorts } from './signInPorts';
import type { Token } from './token';

/** The files and folders that credentials are read from. They might not exist. */
export interface CredentialPaths {
  /** The shared config and credentials files. */
  readonly files: readonly string[];
  /** The folders that hold one JSON file for each sign-in. */
  readonly folders: readonly string[];
}

/** An inline policy of an IAM user. */
export interface UserPolicy {
  readonly user: string;
  readonly name: string;
  /** The policy document as JSON. */
  readonly document: string;
}

/** Access to AWS. The implementation, with the AWS SDK, is loaded at the first call. */
export interface AwsAccess {
  /**
   * Creates a client for `connection`; it sends nothing before its first call. A client that is not
   * `interactive` never prompts: when credentials need an MFA code, its calls throw `mfa-needed`.
   */
  connect(connection: Connection, interactive: boolean): Promise<CodeArtifact>;
  /** The profiles in the shared config and credentials files, sorted by name. */
  profiles(): Promise<readonly Profile[]>;
  /** Sets an inline policy of a sandbox user, with the credentials of `sandbox`. */
  putSandboxPolicy(
    sandbox: SandboxConnection,
    policy: UserPolicy,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Sends one GET request to an AWS host, the running sandbox or an approved endpoint. With `token`,
   * only repositories of the token's domain are allowed. Resolves for every HTTP status; throws a
   * `Failure` when there is no response.
   */
  probeEndpoint(
    url: string,
    token: Token | undefined,
    sandbox: readonly ApprovedEndpoint[],
    signal: AbortSignal,
  ): Promise<{ readonly status: number; readonly date?: Date }>;
  /**
   * The origin to which `connection` sends its CodeArtifact requests now. Sends nothing. Throws
   * `endpoint-refused` if there is no valid endpoint, or `file-unreadable`.
   */
  apiOrigin(connection: Connection): Promise<string>;
  /** Where the default credential chain finds credentials now. Never prompts and sends nothing. */
  defaultSource(): Promise<DefaultSource>;
  /** The files and folders that credentials are read from on this machine. */
  credentialPaths(): Promise<CredentialPaths>;
  /**
   * Signs in to the credential source of `profile` with a code that the user confirms in a browser.
   * Throws `sign-in-needed` when the user declines or the code expires.
   */
  signIn(profile: string, ports: SignInPorts, signal: AbortSignal): Promise<void>;
}
