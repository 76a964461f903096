import type { Profile, ProfileKind } from '../../core/profile';
import type { AwsOptions } from '../client/awsOptions';
import { readSharedConfig, type ConfigSection, type SharedConfig } from './sharedConfig';

/** Reads the shared files and lists their profiles by name. Throws `file-unreadable`. */
export async function listProfiles({
  environment,
}: Pick<AwsOptions, 'environment'>): Promise<Profile[]> {
  const shared = await readSharedConfig(environment);
  return [...shared.profiles.keys()]
    .map(name => describeProfile(name, shared))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** What `section` takes its credentials from, in the order in which the SDK looks. */
export function profileKind(section: ConfigSection): ProfileKind {
  const has = (key: string): boolean => section[key] !== undefined;
  if (has('role_arn') && (has('source_profile') || has('credential_source'))) return 'assume-role';
  if (has('aws_access_key_id') && has('aws_secret_access_key')) return 'static-keys';
  if (has('role_arn') && has('web_identity_token_file')) return 'web-identity';
  if (has('credential_process')) return 'credential-process';
  if (has('sso_session')) return 'sso-session';
  if (has('sso_start_url') || has('sso_account_id')) return 'sso-legacy';
  if (has('login_session')) return 'login-session';
  return 'incomplete';
}

function describeProfile(name: string, shared: SharedConfig): Profile {
  const section = shared.profiles.get(name) ?? {};
  const kind = profileKind(section);
  const chain = profileChain(name, shared);
  const region = section['region'];
  const sourceProfile = kind === 'assume-role' ? section['source_profile'] : undefined;
  const ssoSession = chain.map(link => link['sso_session']).find(Boolean);
  return {
    name,
    kind,
    needsMfa: chain.some(link => profileKind(link) === 'assume-role' && link['mfa_serial']),
    temporary: kind === 'static-keys' && section['aws_session_token'] !== undefined,
    ...(region && { region }),
    ...(sourceProfile && { sourceProfile }),
    ...(ssoSession && { ssoSession }),
  };
}

/** The section of `name`, then those of its source profiles. A cycle ends at its first repetition. */
export function profileChain(name: string, { profiles }: SharedConfig): ConfigSection[] {
  const seen = new Map<string, ConfigSection>();
  for (let next: string | undefined = name; next !== undefined && !seen.has(next);) {
    const section: ConfigSection = profiles.get(next) ?? {};
    seen.set(next, section);
    next = profileKind(section) === 'assume-role' ? section['source_profile'] : undefined;
  }
  return [...seen.values()];
}
