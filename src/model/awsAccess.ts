import type { CodeArtifact } from './codeArtifact';
import type { Connection, SandboxConnection } from './connection';
import type { Profile } from './profile';

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
  connect(connection: Connection, attended: boolean): Promise<CodeArtifact>;
  /** The profiles as the files say now, by name. */
  profiles(): Promise<readonly Profile[]>;
  /** Gives a user of the sandbox a policy, as `sandbox`'s user. */
  putSandboxPolicy(
    sandbox: SandboxConnection,
    policy: UserPolicy,
    signal: AbortSignal,
  ): Promise<void>;
}
