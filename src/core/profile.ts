/** Where a profile takes its credentials from. `incomplete`: it names none. */
export type ProfileKind =
  | 'static-keys'
  | 'sso-session'
  | 'sso-legacy'
  | 'login-session'
  | 'assume-role'
  | 'credential-process'
  | 'web-identity'
  | 'incomplete';

/** A profile of the shared AWS config and credentials files, as lists show it. Holds no secret. */
export interface Profile {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region?: string;
  /** The `sso-session` that the profile, or the profile at the end of its chain, signs in to. */
  readonly ssoSession?: string;
  /** The profile whose credentials assume this profile's role. */
  readonly sourceProfile?: string;
  /** Whether a code of an MFA device will be asked for. */
  readonly needsMfa: boolean;
  /** Whether static keys come with a session token, and so expire. */
  readonly temporary: boolean;
}

/** The link of the default chain that gives the credentials. */
export type DefaultSource =
  | { readonly kind: 'profile'; readonly profile: string }
  | { readonly kind: 'environment' | 'web-identity' | 'container' | 'instance' | 'none' };
