import { createHash } from 'node:crypto';
import path from 'node:path';
import { Failure } from '../../core/failure';
import type { AwsOptions } from '../client/awsOptions';
import { profileChain } from './profiles';
import { homeFolder, type ConfigSection, type SharedConfig } from './sharedConfig';

/** What a profile signs in to. */
export interface SsoConfig {
  readonly region: string;
  readonly startUrl: string;
  readonly scopes: readonly string[];
  /** What the file of the sign-in is named after: the session, or the start URL before there were sessions. */
  readonly cacheKey: string;
}

/**
 * What `profile`, or the profile at the end of its chain, signs in to. Throws `no-credentials` when it
 * does not use IAM Identity Center, or does not say what is needed.
 */
export function resolveSsoConfig(profile: string, shared: SharedConfig): SsoConfig {
  if (!shared.profiles.has(profile)) throw new Failure('profile-missing', profile);
  const link = profileChain(profile, shared).find(it => it['sso_session'] ?? it['sso_start_url']);
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
    // A sign-in without a session is as it was before scopes, and before renewal.
    scopes: name === undefined ? [] : scopes.filter(scope => scope !== ''),
    cacheKey: name ?? startUrl,
  };
}

/** The file in which the AWS CLI and every SDK look for the sign-in. */
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
