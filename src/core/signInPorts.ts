import type { Profile } from './profile';
import { cliOption } from '../shared/shell';

/** The code of a device authorization, which the user compares with the page in the browser. */
export interface DeviceCode {
  /** `ABCD-EFGH`. A page with a different code belongs to another sign-in. */
  readonly userCode: string;
  /** The address of the page; it includes the code. */
  readonly url: string;
  readonly expires: Date;
}

/** What a sign-in needs from the editor window. */
export interface SignInPorts {
  /** Shows the code and opens the page. Returns at once. */
  readonly showDeviceCode: (code: DeviceCode) => void;
  /** Atomically writes a file with mode 0600. */
  readonly writeFile: (file: string, content: string, signal: AbortSignal) => Promise<void>;
}

/**
 * The arguments of the AWS CLI command that signs in to the credential source of a profile, or
 * undefined when the profile needs no sign-in.
 */
export function signInCliArguments({ name, kind, ssoSession }: Profile): string[] | undefined {
  if (kind === 'login-session') return ['login', ...cliOption('profile', name)];
  if (kind === 'sso-session' || kind === 'sso-legacy')
    return ['sso', 'login', ...cliOption('profile', name)];
  return ssoSession === undefined
    ? undefined
    : ['sso', 'login', ...cliOption('sso-session', ssoSession)];
}
