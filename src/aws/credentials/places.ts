import path from 'node:path';
import type { CredentialPlaces } from '../../core/awsAccess';
import type { DefaultSource } from '../../core/profile';
import type { AwsOptions } from '../client/awsOptions';
import { defaultSource } from './defaultCredentials';
import { homeFolder, readSharedConfig, sharedPaths } from './sharedConfig';

type World = Pick<AwsOptions, 'environment'>;

/** The places of the environment's user. Reads nothing. */
export function credentialPlaces({ environment }: World): CredentialPlaces {
  const { config, credentials } = sharedPaths(environment);
  const caches = ['sso', 'login'].map(name => {
    const named = name === 'login' ? environment['AWS_LOGIN_CACHE_DIRECTORY'] : undefined;
    return named || path.join(homeFolder(environment), '.aws', name, 'cache');
  });
  return { files: [config, credentials], folders: caches };
}

/** Where the default chain would take credentials from, by the environment and the files as they are now. */
export async function currentDefaultSource({ environment }: World): Promise<DefaultSource> {
  return defaultSource(environment, await readSharedConfig(environment));
}
