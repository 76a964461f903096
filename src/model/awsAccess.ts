import type { CodeArtifact } from './codeArtifact';
import type { Connection } from './connection';
import type { Profile } from './profile';

/** The way to AWS. What stands behind it is loaded at the first call. */
export interface AwsAccess {
  /**
   * A client for `connection`. Nothing is sent before its first call. An unattended one never asks
   * the user anything: where an MFA code is needed, it fails with `mfa-needed`.
   */
  connect(connection: Connection, attended: boolean): Promise<CodeArtifact>;
  /** The profiles as the files say now, by name. */
  profiles(): Promise<readonly Profile[]>;
}
