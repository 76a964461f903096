import type { AwsCredentialIdentity } from '@smithy/types';
import { Failure } from '../../core/failure';
import type { DefaultSource } from '../../core/profile';
import type { AwsOptions } from '../client/awsOptions';
import { assumeRoleWithWebIdentity } from './assumeRole';
import type { CredentialContext } from './credentialContext';
import { environmentCredentials } from './environmentCredentials';
import { containerCredentials, instanceCredentials } from './metadataCredentials';
import { profileCredentials } from './profileCredentials';
import { profileKind } from './profiles';
import type { SharedConfig } from './sharedConfig';

type Environment = AwsOptions['environment'];

/** The profile that the environment selects. As in the AWS CLI, an empty variable selects none. */
export function environmentProfile(environment: Environment): string | undefined {
  return (environment['AWS_DEFAULT_PROFILE'] ?? environment['AWS_PROFILE']) || undefined;
}

/**
 * The source that the default credential chain uses, in the order of the AWS CLI. A selected profile
 * that does not exist is never skipped, because the user has to see that failure.
 */
export function defaultSource(environment: Environment, shared: SharedConfig): DefaultSource {
  const selected = environmentProfile(environment);
  const profile = selected ?? 'default';
  const source: DefaultSource = { kind: 'profile', profile };
  if (selected !== undefined && !shared.profiles.has(selected)) return source;
  if (environment['AWS_ACCESS_KEY_ID']) return { kind: 'environment' };
  const kind = profileKind(profile, shared);
  if (kind === 'assume-role') return source;
  if (environmentWebIdentity(environment, shared)) return { kind: 'web-identity' };
  if (kind !== 'incomplete') return source;
  if (
    environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] ||
    environment['AWS_CONTAINER_CREDENTIALS_FULL_URI']
  )
    return { kind: 'container' };
  const disabled = environment['AWS_EC2_METADATA_DISABLED'];
  return { kind: disabled && disabled.toLowerCase() !== 'false' ? 'none' : 'instance' };
}

/** Loads the credentials of the default chain. Throws a `Failure` or an error of the SDK. */
export async function defaultCredentials(
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const { environment, shared } = context;
  const source = defaultSource(environment, shared);
  switch (source.kind) {
    case 'profile':
      return profileCredentials(source.profile, context);
    case 'environment':
      return environmentCredentials(environment);
    case 'web-identity': {
      const identity = environmentWebIdentity(environment, shared);
      if (!identity) throw noCredentials();
      const profile = environmentProfile(environment) ?? 'default';
      return assumeRoleWithWebIdentity(profile, identity, context);
    }
    case 'container':
      return containerCredentials(context);
    case 'instance':
      return instanceCredentials(context);
    case 'none':
      throw noCredentials();
  }
}

/** The environment takes precedence over the profile, but each may set a part. */
function environmentWebIdentity(environment: Environment, { profiles }: SharedConfig) {
  const section = profiles.get(environmentProfile(environment) ?? 'default') ?? {};
  const tokenFile = environment['AWS_WEB_IDENTITY_TOKEN_FILE'];
  const roleArn = environment['AWS_ROLE_ARN'] ?? section['role_arn'];
  if (!tokenFile || !roleArn) return undefined;
  const sessionName = environment['AWS_ROLE_SESSION_NAME'] ?? section['role_session_name'];
  return { tokenFile, roleArn, sessionName };
}

function noCredentials(): Failure {
  return new Failure('no-credentials', 'default', {
    reason: 'no keys in the environment, no default profile, no role of this machine',
  });
}
