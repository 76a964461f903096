import { createHash } from 'node:crypto';
import path from 'node:path';
import { Failure } from '../../core/failure';
import type { AwsOptions } from '../client/awsOptions';
import { profileChain } from './profiles';
import { homeFolder, type ConfigSection, type SharedConfig } from './sharedConfig';

/** The IAM Identity Center instance that a profile signs in to. */
export interface SsoConfig {
  readonly region: string;
  readonly startUrl: string;
  readonly scopes: readonly string[];
  /** The session's name, or the start URL if there is no session. The cached sign-in is named by its hash. */
  readonly cacheKey: string;
}

/**
 * The sign-in that `profile` or one of its source profiles uses. Throws `profile-missing`, or
 * `no-credentials` if none uses IAM Identity Center or a setting is missing.
 */
export function resolveSsoConfig(profile: string, shared: SharedConfig): SsoConfig {
  if (!shared.profiles.has(profile)) throw new Failure('profile-missing', profile);
  const link = profileChain(profile, shared).find(
    section => section['sso_session'] ?? section['sso_start_url'],
  );
  if (!link) throw incompleteProfile(profile, 'it does not sign in with IAM Identity Center');
  const name = link['sso_session'];
  const session: ConfigSection = name === undefined ? link : (shared.ssoSessions.get(name) ?? {});
  const region = session['sso_region'];
  const startUrl = session['sso_start_url'];
  if (!region || !startUrl)
    throw incompleteProfile(profile, 'sso_region or sso_start_url is missing');
  const scopes = (session['sso_registration_scopes'] ?? 'sso:account:access').split(/[\s,]+/);
  return {
    region,
    startUrl,
    // Without a session there are no scopes, and the sign-in cannot be renewed.
    scopes: name === undefined ? [] : scopes.filter(scope => scope !== ''),
    cacheKey: name ?? startUrl,
  };
}

/** The file in which the AWS CLI and the SDKs look for the sign-in. */
export function ssoCacheFile(
  { cacheKey }: Pick<SsoConfig, 'cacheKey'>,
  environment: AwsOptions['environment'],
): string {
  const name = createHash('sha1').update(cacheKey).digest('hex');
  return path.join(homeFolder(environment), '.aws', 'sso', 'cache', `${name}.json`);
}

function incompleteProfile(profile: string, reason: string): Failure {
  return new Failure('no-credentials', profile, { reason });
}
