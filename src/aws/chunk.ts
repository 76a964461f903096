import type { CodeArtifact } from '../model/codeArtifact';
import type { Connection } from '../model/connection';
import type { AwsOptions } from './awsOptions';
import { ServiceCodeArtifact } from './serviceCodeArtifact';

export type { AwsOptions, EndpointOptions, Limits, MfaPrompt, MfaQuestion } from './awsOptions';
export { credentialPlaces, currentDefaultSource } from './places';
export { listProfiles } from './profiles';
export { ask } from './ask';
export { putUserPolicy } from './putUserPolicy';
export { signIn, type SignInOptions } from './signIn';

/**
 * CodeArtifact as `connection` sees it. Nothing is read or sent until the first call. Credentials are
 * read anew when the shared files change, and otherwise kept while they are valid.
 */
export function connect(connection: Connection, options: AwsOptions): CodeArtifact {
  return new ServiceCodeArtifact(connection, options);
}
