import { fromIni, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import { Failure } from '../../core/failure';
import { createAbortError, rejectOnAbort } from '../errors/abortError';
import { endpointVariantConfig } from '../client/clients';
import { configuredEndpoint } from '../client/configuredEndpoint';
import type { CredentialContext } from './credentialContext';
import { processCredentials } from './credentialProcess';
import { withCredentialDeadline } from '../client/withDeadline';
import { profileKind } from './profiles';
import type { ConfigSection, SharedConfig } from './sharedConfig';
import { silentLogger } from '../client/silentLogger';

/**
 * The credentials of a profile. Chains of roles are walked here, link by link, so that a failure
 * names the profile it is about and no MFA code is asked for before the source has answered; each
 * end of a chain is the SDK's own provider, except a `credential_process`.
 */
export async function profileCredentials(
  profile: string,
  context: CredentialContext,
  visited: readonly string[] = [],
): Promise<AwsCredentialIdentity> {
  const section = context.shared.profiles.get(profile);
  if (!section) throw new Failure('profile-missing', profile, missingProfileDetails(visited));
  const source = section['source_profile'];
  if (profileKind(section) !== 'assume-role' || source === undefined)
    return chainEndCredentials(profile, section, context);
  // A role may name its own profile as the source: the keys beside it are meant then.
  if (source === profile)
    return assumeRole(profile, section, staticKeys(profile, section), context);
  if (visited.includes(profile)) {
    throw new Failure('credentials-invalid', profile, {
      reason: `the profiles name each other as source: ${[...visited, profile].join(' → ')}`,
    });
  }
  const credentials = await profileCredentials(source, context, [...visited, profile]);
  return assumeRole(profile, section, credentials, context);
}

async function chainEndCredentials(
  profile: string,
  section: ConfigSection,
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const { limits, now, signal, prompt } = context;
  const kind = profileKind(section);
  const commandLine = section['credential_process'];
  if (kind === 'credential-process' && commandLine !== undefined)
    return processCredentials({ profile, commandLine, limits, now }, signal);
  if (kind === 'incomplete') {
    throw new Failure('no-credentials', profile, {
      reason: 'the profile names no way to get credentials',
    });
  }
  checkSsoSession(profile, section, context.shared);
  const device = kind === 'assume-role' ? section['mfa_serial'] : undefined;
  const code = device === undefined ? undefined : await mfaCode(profile, device, prompt, signal);
  return withCredentialDeadline(profile, context, () => sdkCredentials(profile, code, context));
}

function sdkCredentials(
  profile: string,
  givenMfaCode: string | undefined,
  { shared, handler, region }: CredentialContext,
): Promise<AwsCredentialIdentity> {
  return fromIni({
    profile,
    filepath: shared.paths.credentials,
    configFilepath: shared.paths.config,
    ignoreCache: true,
    logger: silentLogger,
    ...(givenMfaCode !== undefined && { mfaCodeProvider: () => Promise.resolve(givenMfaCode) }),
    clientConfig: { requestHandler: handler },
    parentClientConfig: { requestHandler: handler, region: () => Promise.resolve(region) },
  })();
}

/** The SDK stumbles over a session that is not there, and overlooks one that contradicts. */
function checkSsoSession(
  profile: string,
  section: ConfigSection,
  { ssoSessions }: SharedConfig,
): void {
  const name = section['sso_session'];
  if (name === undefined) return;
  const session = ssoSessions.get(name);
  if (!session) {
    throw new Failure('no-credentials', profile, {
      reason: `its sso-session ${name} is not defined`,
    });
  }
  for (const key of ['sso_region', 'sso_start_url']) {
    const ownValue = section[key];
    if (ownValue === undefined || ownValue === session[key]) continue;
    const reason = `its ${key} differs from that of its sso-session ${name}`;
    throw new Failure('credentials-invalid', profile, { reason });
  }
}

async function assumeRole(
  profile: string,
  section: ConfigSection,
  source: AwsCredentialIdentity,
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const { environment, endpoints, shared, region, handler, prompt, signal } = context;
  const device = section['mfa_serial'];
  const code = device === undefined ? undefined : await mfaCode(profile, device, prompt, signal);
  const endpoint = endpoints.sts ?? configuredEndpoint('sts', profile, environment, shared);
  const sessionName = section['role_session_name'];
  const provider = fromTemporaryCredentials({
    masterCredentials: source,
    logger: silentLogger,
    params: {
      RoleArn: section['role_arn'] ?? '',
      ...(sessionName && { RoleSessionName: sessionName }),
      ...(section['external_id'] && { ExternalId: section['external_id'] }),
      ...(section['duration_seconds'] && { DurationSeconds: Number(section['duration_seconds']) }),
      ...(device && { SerialNumber: device }),
    },
    ...(code !== undefined && { mfaCodeProvider: () => Promise.resolve(code) }),
    clientConfig: {
      profile,
      region: section['region'] ?? region,
      requestHandler: handler,
      ignoreConfiguredEndpointUrls: true,
      ...endpointVariantConfig(endpoints),
      ...(endpoint !== undefined && { endpoint }),
    },
  });
  return withCredentialDeadline(profile, context, provider);
}

async function mfaCode(
  profile: string,
  device: string,
  prompt: CredentialContext['prompt'],
  signal: AbortSignal,
): Promise<string> {
  if (!prompt)
    throw new Failure('mfa-needed', profile, { reason: 'nobody can be asked for the code now' });
  const code = await rejectOnAbort(prompt({ profile, device }, signal), signal);
  if (code === undefined) throw createAbortError();
  return code.trim();
}

function staticKeys(profile: string, section: ConfigSection): AwsCredentialIdentity {
  const accessKeyId = section['aws_access_key_id'];
  const secretAccessKey = section['aws_secret_access_key'];
  if (!accessKeyId || !secretAccessKey) {
    throw new Failure('no-credentials', profile, {
      reason: 'the profile is its own source_profile, but holds no access key',
    });
  }
  const sessionToken = section['aws_session_token'];
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

function missingProfileDetails(visited: readonly string[]): { reason?: string } {
  const user = visited.at(-1);
  return user === undefined ? {} : { reason: `it is the source_profile of ${user}` };
}
