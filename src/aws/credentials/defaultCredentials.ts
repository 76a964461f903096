import { fromHttp, fromInstanceMetadata, fromTokenFile } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import { Failure } from '../../core/failure';
import type { DefaultSource } from '../../core/profile';
import type { AwsOptions } from '../client/awsOptions';
import type { CredentialContext } from './credentialContext';
import { withCredentialDeadline, withDeadline } from '../client/withDeadline';
import { profileCredentials } from './profileCredentials';
import { profileKind } from './profiles';
import type { SharedConfig } from './sharedConfig';
import { silentLogger } from '../client/silentLogger';
import { withoutMessage } from '../errors/withoutMessage';

/**
 * Which link of the default chain is used, in the SDK's order. A profile that AWS_PROFILE names wins
 * over keys in the environment, and is never passed over: its own failure is what the user must see.
 */
export function defaultSource(
  environment: AwsOptions['environment'],
  { profiles }: Pick<SharedConfig, 'profiles'>,
): DefaultSource {
  const profileName = environment['AWS_PROFILE'];
  if (profileName) return { kind: 'profile', profile: profileName };
  if (environment['AWS_ACCESS_KEY_ID'] && environment['AWS_SECRET_ACCESS_KEY'])
    return { kind: 'environment' };
  const defaultProfile = profiles.get('default');
  if (defaultProfile && profileKind(defaultProfile) !== 'incomplete')
    return { kind: 'profile', profile: 'default' };
  if (environment['AWS_WEB_IDENTITY_TOKEN_FILE'] && environment['AWS_ROLE_ARN'])
    return { kind: 'web-identity' };
  if (
    environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] ||
    environment['AWS_CONTAINER_CREDENTIALS_FULL_URI']
  )
    return { kind: 'container' };
  const disabled = environment['AWS_EC2_METADATA_DISABLED'];
  return { kind: disabled && disabled !== 'false' ? 'none' : 'instance' };
}

/** Loads the credentials of the default chain. Throws a `Failure` or an error of the SDK. */
export async function defaultCredentials(
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const { environment, shared, handler, region } = context;
  const source = defaultSource(environment, shared);
  switch (source.kind) {
    case 'profile':
      return profileCredentials(source.profile, context);
    case 'environment':
      return environmentCredentials(environment);
    case 'web-identity':
      return withCredentialDeadline(source.kind, context, () =>
        fromTokenFile({
          webIdentityTokenFile: environment['AWS_WEB_IDENTITY_TOKEN_FILE'] ?? '',
          roleArn: environment['AWS_ROLE_ARN'] ?? '',
          ...(environment['AWS_ROLE_SESSION_NAME'] && {
            roleSessionName: environment['AWS_ROLE_SESSION_NAME'],
          }),
          logger: silentLogger,
          clientConfig: { region, requestHandler: handler },
        })(),
      );
    case 'container':
      // Its own time-out would only write to the console, and try again.
      return loadFromMetadataService('the container credentials endpoint', context, () =>
        fromHttp({ timeout: 0, maxRetries: 0, logger: silentLogger })(),
      );
    case 'instance':
      return loadFromMetadataService('the instance metadata service (IMDSv2)', context, () => {
        const timeout = Math.min(1000, context.limits.metadataMs);
        return fromInstanceMetadata({ timeout, maxRetries: 1, logger: silentLogger })();
      });
    case 'none':
      throw new Failure('no-credentials', 'default', {
        reason: 'no keys in the environment, no default profile, no role of this machine',
      });
  }
}

function environmentCredentials(environment: AwsOptions['environment']): AwsCredentialIdentity {
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  return {
    accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    ...(sessionToken && { sessionToken }),
  };
}

/** Metadata services are next door: one that does not answer quickly is not there. */
function loadFromMetadataService(
  serviceName: string,
  { limits, signal }: CredentialContext,
  load: () => Promise<AwsCredentialIdentity>,
): Promise<AwsCredentialIdentity> {
  const noCredentials = (reason: string, cause?: unknown): Failure =>
    new Failure(
      'no-credentials',
      'default',
      { reason: `${serviceName} ${reason}` },
      { cause: withoutMessage(cause) },
    );
  return withDeadline(
    limits.metadataMs,
    () => noCredentials('did not answer in time'),
    signal,
    async () => {
      try {
        return await load();
      } catch (error) {
        throw noCredentials(metadataReason(error), error);
      }
    },
    limits.startTimer,
  );
}

function metadataReason(error: unknown): string {
  const { name, message, statusCode } = error as Error & { statusCode?: number };
  const status = statusCode ?? /status: ([0-9]{3})/.exec(message)?.[1];
  if (name === 'InstanceMetadataV1FallbackError')
    return 'gave no token, and version 1 is switched off (in a container, the hop limit is often 1)';
  if (status !== undefined) return `answered with status ${status}`;
  if (/timeout/i.test(message)) return 'did not answer in time';
  return /connect/i.test(message) ? 'cannot be reached' : 'gave an answer that makes no sense';
}
