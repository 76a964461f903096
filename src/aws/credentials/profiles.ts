import type { Profile, ProfileKind } from '../../core/profile';
import type { AwsOptions } from '../client/awsOptions';
import { readSharedConfig, type ConfigSection, type SharedConfig } from './sharedConfig';
import { staticKeys } from './staticKeys';

/** A profile of a chain of source profiles. */
export interface ProfileLink {
  readonly name: string;
  readonly section: ConfigSection;
  readonly kind: ProfileKind;
}

/** Reads the shared files and lists their profiles by name. Throws `file-unreadable`. */
export async function listProfiles({
  environment,
}: Pick<AwsOptions, 'environment'>): Promise<Profile[]> {
  const shared = await readSharedConfig(environment);
  return [...shared.profiles.keys()]
    .map(name => describeProfile(name, shared))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/**
 * The source of a profile's credentials, in the order of the AWS CLI. `isSource` is set for the
 * source profile of a role: its own access keys then take precedence over its own role.
 */
export function profileKind(name: string, shared: SharedConfig, isSource = false): ProfileKind {
  const section = shared.profiles.get(name) ?? {};
  const has = (key: string): boolean => section[key] !== undefined;
  const hasTokenFile = has('web_identity_token_file');
  const hasSource = has('source_profile') || has('credential_source');
  const endsChain = isSource && (has('aws_access_key_id') || has('aws_secret_access_key'));
  if (has('role_arn') && hasSource && !hasTokenFile && !endsChain) return 'assume-role';
  if (has('role_arn') && section['web_identity_token_file']) return 'web-identity';
  if (has('sso_account_id') || has('sso_role_name'))
    return has('sso_session') ? 'sso-session' : 'sso-legacy';
  const keys = staticKeys(name, shared);
  if (keys?.file === 'credentials') return 'static-keys';
  if (has('login_session')) return 'login-session';
  if (has('credential_process')) return 'credential-process';
  if (keys) return 'static-keys';
  if (has('sso_session')) return 'sso-session';
  return has('sso_start_url') ? 'sso-legacy' : 'incomplete';
}

function describeProfile(name: string, shared: SharedConfig): Profile {
  const section = shared.profiles.get(name) ?? {};
  const kind = profileKind(name, shared);
  const chain = profileChain(name, shared);
  const region = section['region'];
  const sourceProfile = kind === 'assume-role' ? section['source_profile'] : undefined;
  const ssoSession = chain.find(link => link.kind === 'sso-session')?.section['sso_session'];
  return {
    name,
    kind,
    needsMfa: chain.some(link => link.kind === 'assume-role' && link.section['mfa_serial']),
    temporary: kind === 'static-keys' && staticKeys(name, shared)?.sessionToken !== undefined,
    ...(region && { region }),
    ...(sourceProfile && { sourceProfile }),
    ...(ssoSession && { ssoSession }),
  };
}

/** The profile `name`, then its source profiles. A cycle ends before its first repeated role. */
export function profileChain(name: string, shared: SharedConfig): ProfileLink[] {
  const links: ProfileLink[] = [];
  let next: string | undefined = name;
  while (next !== undefined) {
    const section: ConfigSection = shared.profiles.get(next) ?? {};
    const link: ProfileLink = {
      name: next,
      section,
      kind: profileKind(next, shared, links.length > 0),
    };
    const isRole = link.kind === 'assume-role';
    if (isRole && links.some(earlier => earlier.name === link.name)) break;
    links.push(link);
    next = isRole ? section['source_profile'] : undefined;
  }
  return links;
}
