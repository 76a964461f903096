import type { CodeArtifact } from '../core/codeArtifact';
import type { Connection } from '../core/connection';
import type { AwsOptions } from './client/awsOptions';
import { AwsCodeArtifact } from './client/awsCodeArtifact';

export type {
  AwsOptions,
  EndpointOptions,
  Limits,
  MfaPrompt,
  MfaQuestion,
} from './client/awsOptions';
export { credentialPaths, currentDefaultSource } from './credentials/credentialPaths';
export { listProfiles } from './credentials/profiles';
export { apiOrigin } from './client/apiOrigin';
export { probeEndpoint } from './client/probeEndpoint';
export { putUserPolicy } from './client/putUserPolicy';
export { signInWithSso, type SsoSignInOptions } from './credentials/ssoSignIn';

/**
 * Creates the CodeArtifact client of `connection`. Nothing is read or sent before the first call.
 * Credentials are cached while they are valid and read again when the shared files change.
 */
export function createCodeArtifact(connection: Connection, options: AwsOptions): CodeArtifact {
  return new AwsCodeArtifact(connection, options);
}
