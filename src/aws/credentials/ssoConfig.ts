import { createHash } from 'node:crypto';
import path from 'node:path';
import { patterns } from '../../core/coordinates';
import { Failure } from '../../core/failure';
import type { AwsOptions } from '../client/awsOptions';
import { profileChain } from './profiles';
import { homeFolder, type ConfigSection, type SharedConfig } from './sharedConfig';

/** The IAM Identity Center settings of a profile. */
export interface SsoConfig {
  /** The profile that sets them, which may be a source profile. */
  readonly profile: string;
  readonly region: string;
  readonly startUrl: string;
  readonly scopes: readonly string[];
  /** Whether they come from an `sso-session`, whose sign-in can be renewed. */
  readonly isSession: boolean;
  /** The session's name, or the start URL if there is no session. The cached sign-in is named by its hash. */
  readonly cacheKey: string;
  readonly accountId: string | undefined;
  readonly roleName: string | undefined;
}

/**
 * The sign-in that `profile` or one of its source profiles uses. Throws `profile-missing`,
 * `no-credentials` if none uses IAM Identity Center or a setting is missing, `credentials-invalid`
 * if profile and session contradict each other, or `region-invalid`.
 */
export function resolveSsoConfig(profile: string, shared: SharedConfig): SsoConfig {
  if (!shared.profiles.has(profile)) throw new Failure('profile-missing', profile);
  const link = profileChain(profile, shared).find(
    ({ kind }) => kind === 'sso-session' || kind === 'sso-legacy',
  );
  if (!link) throw incompleteProfile(profile, 'it does not sign in with IAM Identity Center');
  return readSsoConfig(link.name, shared);
}

/** The settings of one profile that uses IAM Identity Center. Throws as `resolveSsoConfig` does. */
export function readSsoConfig(profile: string, shared: SharedConfig): SsoConfig {
  const own = shared.profiles.get(profile) ?? {};
  const name = own['sso_session'];
  const section = name === undefined ? own : withSession(profile, own, name, shared);
  const region = section['sso_region'];
  const startUrl = section['sso_start_url'];
  if (!region || !startUrl) {
    const place = name === undefined ? '' : ` in the sso-session ${name}`;
    throw incompleteProfile(profile, `sso_region or sso_start_url is missing${place}`);
  }
  if (!patterns.region.test(region)) {
    const reason = `the profile ${profile} uses sso_region = ${region}`;
    throw new Failure('region-invalid', region, { operation: 'SignIn', reason });
  }
  const scopes = (section['sso_registration_scopes'] ?? 'sso:account:access').split(/[\s,]+/);
  return {
    profile,
    region,
    startUrl,
    // Without a session there are no scopes, and the sign-in cannot be renewed.
    scopes: name === undefined ? [] : scopes.filter(scope => scope !== ''),
    isSession: name !== undefined,
    cacheKey: name ?? startUrl,
    accountId: section['sso_account_id'],
    roleName: section['sso_role_name'],
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

function withSession(
  profile: string,
  own: ConfigSection,
  name: string,
  { ssoSessions }: SharedConfig,
): ConfigSection {
  const session = ssoSessions.get(name);
  if (!session) throw incompleteProfile(profile, `its sso-session ${name} is not defined`);
  for (const [key, value] of Object.entries(session)) {
    if (own[key] === undefined || own[key] === value) continue;
    const reason = `its ${key} differs from that of its sso-session ${name}`;
    throw new Failure('credentials-invalid', profile, { reason });
  }
  return { ...own, ...session };
}

function incompleteProfile(profile: string, reason: string): Failure {
  return new Failure('no-credentials', profile, { reason });
}
