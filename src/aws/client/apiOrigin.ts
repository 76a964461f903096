import type { Connection, SandboxConnection } from '../../core/connection';
import { Failure } from '../../core/failure';
import { serviceEndpoints, settingsProfile } from '../credentials/credentialProviders';
import { readSharedConfig } from '../credentials/sharedConfig';
import { translateError } from '../errors/translateError';
import { defaultLimits, type AwsOptions } from './awsOptions';
import { createCodeArtifactClient } from './clients';
import { endpointVariants } from './endpointVariants';
import { createSocketHandler, GuardedHandler } from './guardedHandler';

/**
 * The origin to which a connection sends its CodeArtifact requests, with the settings, environment
 * and shared files as they are now. Sends nothing. Throws `endpoint-refused` if there is no valid
 * endpoint, or `file-unreadable`.
 */
export async function apiOrigin(
  connection: Exclude<Connection, SandboxConnection>,
  options: Pick<AwsOptions, 'environment' | 'endpoints'>,
): Promise<string> {
  const { region } = connection;
  const shared = await readSharedConfig(options.environment);
  const profile = settingsProfile(connection, options);
  const { codeartifact: endpoint } = serviceEndpoints(options, profile, shared);
  if (endpoint !== undefined && !URL.canParse(endpoint))
    throw new Failure('endpoint-refused', endpoint, { reason: 'it is not a URL' });
  const variants = endpointVariants(options, profile, shared);
  const allowed = { aws: true, origins: [] };
  const client = createCodeArtifactClient({
    region,
    credentials: { accessKeyId: '', secretAccessKey: '' },
    endpoint,
    variants,
    handler: new GuardedHandler(createSocketHandler(defaultLimits), allowed),
    allowed,
  });
  try {
    const { url } = client.config.endpointProvider({
      Region: region,
      UseFIPS: variants.fips,
      UseDualStack: variants.dualStack,
      ...(endpoint !== undefined && { Endpoint: endpoint }),
    });
    return url.origin;
  } catch (error) {
    const facts = { subject: region, operation: 'GetEndpoint', region, now: 0 };
    throw translateError(error, facts);
  } finally {
    client.destroy();
  }
}
