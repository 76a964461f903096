/** Where a profile gets its credentials. An `incomplete` profile has no credential source. */
export type ProfileKind =
  | 'static-keys'
  | 'sso-session'
  | 'sso-legacy'
  | 'login-session'
  | 'assume-role'
  | 'credential-process'
  | 'web-identity'
  | 'incomplete';

/** A profile of the shared AWS config and credentials files, without its secrets. */
export interface Profile {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region?: string;
  /** The `sso-session` of the profile or of the last profile in its `source_profile` chain. */
  readonly ssoSession?: string;
  /** The profile whose credentials assume this profile's role. */
  readonly sourceProfile?: string;
  /** Whether its credentials need the code of an MFA device. */
  readonly needsMfa: boolean;
  /** Whether its static keys have a session token and therefore expire. */
  readonly temporary: boolean;
}

/** The source in the default credential chain that provides the credentials. */
export type DefaultSource =
  | { readonly kind: 'profile'; readonly profile: string }
  | { readonly kind: 'environment' | 'web-identity' | 'container' | 'instance' | 'none' };
