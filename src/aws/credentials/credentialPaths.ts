import path from 'node:path';
import type { CredentialPaths } from '../../core/awsAccess';
import type { DefaultSource } from '../../core/profile';
import type { AwsOptions } from '../client/awsOptions';
import { defaultSource } from './defaultCredentials';
import { homeFolder, readSharedConfig, sharedConfigPaths } from './sharedConfig';

type EnvironmentOptions = Pick<AwsOptions, 'environment'>;

/** The files and folders that credentials come from. Does not access the disk. */
export function credentialPaths({ environment }: EnvironmentOptions): CredentialPaths {
  const { config, credentials } = sharedConfigPaths(environment);
  const caches = ['sso', 'login'].map(name => {
    const configuredFolder =
      name === 'login' ? environment['AWS_LOGIN_CACHE_DIRECTORY'] : undefined;
    return configuredFolder || path.join(homeFolder(environment), '.aws', name, 'cache');
  });
  return { files: [config, credentials], folders: caches };
}

/** The source that the default credential chain would use now. Throws `file-unreadable`. */
export async function currentDefaultSource({
  environment,
}: EnvironmentOptions): Promise<DefaultSource> {
  return defaultSource(environment, await readSharedConfig(environment));
}
