import type { CodeArtifact } from './codeArtifact';
import type { Connection } from './connection';

/** How a profile gets its credentials, as far as its text tells. */
export type ProfileKind =
  'static' | 'session' | 'sso' | 'login' | 'role' | 'process' | 'web-identity' | 'incomplete';

/** A profile of the shared AWS config and credentials files. */
export interface Profile {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region?: string;
  /** Assuming its role asks for a code. */
  readonly mfa?: boolean;
}

/** The way to AWS. What stands behind it is loaded at the first call. */
export interface AwsAccess {
  /** A client for `connection`. Nothing is sent before its first call. */
  connect(connection: Connection): Promise<CodeArtifact>;
  /** The profiles as the files say now, by name. */
  profiles(): Promise<readonly Profile[]>;
}
