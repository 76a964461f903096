import type { AwsCredentialIdentity } from '@smithy/types';
import { Failure } from '../../core/failure';
import type { AwsOptions } from '../client/awsOptions';

/** The access keys in environment variables. Throws `no-credentials` if one of them is missing. */
export function environmentCredentials(
  environment: AwsOptions['environment'],
): AwsCredentialIdentity {
  const required = (variable: string): string => {
    const value = environment[variable];
    if (value) return value;
    const reason = `the environment variable ${variable} is not set`;
    throw new Failure('no-credentials', 'default', { reason });
  };
  const sessionToken = environment['AWS_SECURITY_TOKEN'] || environment['AWS_SESSION_TOKEN'];
  return {
    accessKeyId: required('AWS_ACCESS_KEY_ID'),
    secretAccessKey: required('AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken && { sessionToken }),
  };
}
