import type { AwsCredentialIdentity } from '@smithy/types';
import { Failure } from '../../core/failure';
import { assumeRole, assumeRoleWithWebIdentity, type RoleSource } from './assumeRole';
import { containerCredentials, instanceCredentials } from './metadataCredentials';
import type { CredentialContext } from './credentialContext';
import { processCredentials } from './credentialProcess';
import { environmentCredentials } from './environmentCredentials';
import { loginCredentials } from './loginCredentials';
import { profileKind } from './profiles';
import type { ConfigSection } from './sharedConfig';
import { ssoCredentials } from './ssoCredentials';
import { staticKeys } from './staticKeys';

/**
 * Loads the credentials of a profile, with the source and the order that the AWS CLI uses. Throws a
 * `Failure` that names the profile of the chain that it is about. No MFA code is asked for before
 * the source credentials are there.
 */
export async function profileCredentials(
  profile: string,
  context: CredentialContext,
  visited: readonly string[] = [],
): Promise<AwsCredentialIdentity> {
  const section = context.shared.profiles.get(profile);
  if (!section) throw new Failure('profile-missing', profile, missingProfileDetails(visited));
  switch (profileKind(profile, context.shared, visited.length > 0)) {
    case 'assume-role':
      return assumeRole(profile, await roleSource(profile, section, context, visited), context);
    case 'web-identity':
      return assumeRoleWithWebIdentity(profile, webIdentity(section), context);
    case 'sso-session':
    case 'sso-legacy':
      return ssoCredentials(profile, context);
    case 'static-keys':
      return keysOf(profile, context);
    case 'login-session':
      return loginCredentials(profile, context);
    case 'credential-process': {
      const { limits, now, signal } = context;
      const commandLine = section['credential_process'] ?? '';
      return processCredentials({ profile, commandLine, limits, now }, signal);
    }
    case 'incomplete':
      throw new Failure('no-credentials', profile, { reason: incompleteReason(section) });
  }
}

async function roleSource(
  profile: string,
  section: ConfigSection,
  context: CredentialContext,
  visited: readonly string[],
): Promise<RoleSource> {
  const source = section['source_profile'];
  const named = section['credential_source'];
  if (source === undefined)
    return { credentials: await namedSource(profile, named, context), isRole: false };
  const invalid = (reason: string): Failure =>
    new Failure('credentials-invalid', profile, { reason });
  if (named !== undefined) throw invalid('it sets both source_profile and credential_source');
  const path = [...visited, profile];
  const isOwnSource = source === profile;
  if (isOwnSource && profileKind(profile, context.shared, true) === 'assume-role') {
    const reason = 'the profile is its own source_profile, but has no access key';
    throw new Failure('no-credentials', profile, { reason });
  }
  if (!isOwnSource && path.includes(source))
    throw invalid(`the source profiles form a loop: ${[...path, source].join(' → ')}`);
  const sourceKind = profileKind(source, context.shared, true);
  const credentials = await profileCredentials(source, context, path);
  return { credentials, isRole: sourceKind === 'assume-role' || sourceKind === 'web-identity' };
}

/** The credentials that a `credential_source` names. */
function namedSource(
  profile: string,
  name: string | undefined,
  context: CredentialContext,
): Promise<AwsCredentialIdentity> | AwsCredentialIdentity {
  switch (name) {
    case 'Environment':
      return environmentCredentials(context.environment);
    case 'EcsContainer':
      return containerCredentials(context);
    case 'Ec2InstanceMetadata':
      return instanceCredentials(context);
    default: {
      const reason = `credential_source is ${name}, not Environment, Ec2InstanceMetadata or EcsContainer`;
      throw new Failure('no-credentials', profile, { reason });
    }
  }
}

function webIdentity(section: ConfigSection) {
  return {
    tokenFile: section['web_identity_token_file'] ?? '',
    roleArn: section['role_arn'] ?? '',
    sessionName: section['role_session_name'],
  };
}

function keysOf(profile: string, { shared }: CredentialContext): AwsCredentialIdentity {
  const keys = staticKeys(profile, shared);
  if (!keys) throw new Failure('no-credentials', profile, { reason: 'it has no access key' });
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/** What a profile lacks from which no credentials can be loaded. */
function incompleteReason(section: ConfigSection): string {
  const has = (key: string): boolean => section[key] !== undefined;
  if (has('aws_access_key_id')) return 'aws_secret_access_key is missing';
  if (has('aws_secret_access_key')) return 'aws_access_key_id is missing';
  if (has('web_identity_token_file')) return 'role_arn is missing';
  if (has('role_arn')) return 'source_profile or credential_source is missing';
  return 'the profile sets no source of credentials';
}

function missingProfileDetails(visited: readonly string[]): { reason?: string } {
  const user = visited.at(-1);
  return user === undefined ? {} : { reason: `it is the source_profile of ${user}` };
}
