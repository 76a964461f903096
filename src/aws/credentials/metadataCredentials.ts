import { fromHttp, fromInstanceMetadata } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import { Failure } from '../../core/failure';
import { silentLogger } from '../client/silentLogger';
import { withDeadline } from '../client/withDeadline';
import { withoutMessage } from '../errors/withoutMessage';
import type { CredentialContext } from './credentialContext';

/** The credentials of an ECS or EKS container. Throws `no-credentials` with the reason. */
export function containerCredentials(context: CredentialContext): Promise<AwsCredentialIdentity> {
  // The provider's own time-out only writes to the console and retries.
  const options = { timeout: 0, maxRetries: 0, logger: silentLogger };
  const service = 'the container credentials endpoint';
  return loadFromMetadataService(service, context, () => fromHttp(options)());
}

/** The credentials of an EC2 instance, from IMDSv2. Throws `no-credentials` with the reason. */
export function instanceCredentials(context: CredentialContext): Promise<AwsCredentialIdentity> {
  const service = 'the instance metadata service (IMDSv2)';
  return loadFromMetadataService(service, context, () => {
    const timeout = Math.min(1000, context.limits.metadataMs);
    return fromInstanceMetadata({ timeout, maxRetries: 1, logger: silentLogger })();
  });
}

/** Metadata services are local, so one that does not answer quickly does not exist. */
function loadFromMetadataService(
  service: string,
  { environment, limits, signal }: CredentialContext,
  load: () => Promise<AwsCredentialIdentity>,
): Promise<AwsCredentialIdentity> {
  const noCredentials = (reason: string, cause?: unknown): Failure =>
    new Failure(
      'no-credentials',
      'default',
      { reason: `${service} ${reason}` },
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
        throw noCredentials(metadataReason(error, environment), error);
      }
    },
    limits.startTimer,
  );
}

function metadataReason(error: unknown, environment: CredentialContext['environment']): string {
  const { name, message, statusCode, code } = error as NodeJS.ErrnoException & {
    statusCode?: number;
  };
  const status = statusCode ?? /status: ([0-9]{3})/.exec(message)?.[1];
  if (name === 'InstanceMetadataV1FallbackError')
    return 'returned no token, and IMDSv1 is disabled (in a container, the hop limit is often 1)';
  if (status !== undefined) return `answered with status ${status}`;
  if (/timeout/i.test(message)) return 'did not answer in time';
  if (message.startsWith('URL not accepted')) {
    const host = uriHost(environment['AWS_CONTAINER_CREDENTIALS_FULL_URI']);
    return `is not used: AWS_CONTAINER_CREDENTIALS_FULL_URI names the host ${host}, but without https only a loopback address, 169.254.170.2, 169.254.170.23 and [fd00:ec2::23] are allowed`;
  }
  if (code === 'ERR_INVALID_URL')
    return 'is not used: AWS_CONTAINER_CREDENTIALS_FULL_URI is not a URL';
  if (code !== undefined && /\bopen\b/.test(message)) {
    const file = environment['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'] ?? '';
    return `needs a token, but its file ${file} cannot be read (${code})`;
  }
  if (/ENOTFOUND|EAI_/.test(message)) return 'has a host name that cannot be resolved';
  return /connect/i.test(message) ? 'cannot be reached' : 'returned an invalid response';
}

function uriHost(uri: string | undefined): string {
  return uri !== undefined && URL.canParse(uri) ? new URL(uri).hostname : '';
}
