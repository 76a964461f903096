import type { CodeArtifact } from '../core/codeArtifact';
import type { Connection } from '../core/connection';
import type { AwsOptions } from './client/awsOptions';
import { ServiceCodeArtifact } from './client/serviceCodeArtifact';

export type {
  AwsOptions,
  EndpointOptions,
  Limits,
  MfaPrompt,
  MfaQuestion,
} from './client/awsOptions';
export { credentialPlaces, currentDefaultSource } from './credentials/places';
export { listProfiles } from './credentials/profiles';
export { ask } from './client/ask';
export { putUserPolicy } from './client/putUserPolicy';
export { signIn, type SignInOptions } from './credentials/signIn';

/**
 * CodeArtifact as `connection` sees it. Nothing is read or sent until the first call. Credentials are
 * read anew when the shared files change, and otherwise kept while they are valid.
 */
export function connect(connection: Connection, options: AwsOptions): CodeArtifact {
  return new ServiceCodeArtifact(connection, options);
}
