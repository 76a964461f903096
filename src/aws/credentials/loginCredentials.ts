import { fromLoginCredentials } from '@aws-sdk/credential-providers';
import { externalDataInterceptor } from '@smithy/core/config';
import type { AwsCredentialIdentity } from '@smithy/types';
import { createHash } from 'node:crypto';
import { configuredEndpoint } from '../client/configuredEndpoint';
import { silentLogger } from '../client/silentLogger';
import { withCredentialDeadline } from '../client/withDeadline';
import type { CredentialContext } from './credentialContext';

/**
 * The credentials of an `aws login` session, which the SDK renews. Throws errors of the SDK.
 */
export function loginCredentials(
  profile: string,
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const { shared, handler, region, variants, environment } = context;
  const section = shared.profiles.get(profile) ?? {};
  const file = interceptProfile(section['login_session'] ?? '', section['region'] || region);
  const endpoint = configuredEndpoint('signin', profile, environment, shared);
  const clientConfig = {
    requestHandler: handler,
    logger: silentLogger,
    useFipsEndpoint: variants.fips,
    useDualstackEndpoint: variants.dualStack,
    ...(endpoint !== undefined && { endpoint }),
  };
  const provider = fromLoginCredentials({
    profile: 'login',
    filepath: file,
    configFilepath: file,
    logger: silentLogger,
    clientConfig,
  });
  return withCredentialDeadline(profile, context, () => provider());
}

/**
 * Gives the SDK's loader a file that holds these settings alone, so that it does not parse the
 * shared files with its own rules. Returns the path under which the loader finds it.
 */
function interceptProfile(loginSession: string, region: string): string {
  const content = `[login]\nlogin_session = ${loginSession}\nregion = ${region}\n`;
  const name = createHash('sha256').update(content).digest('hex');
  const file = `intercepted-login-profile-${name}`;
  externalDataInterceptor.interceptFile(file, content);
  return file;
}
