import type { Profile } from './profile';
import { cliOption } from '../shared/shell';

/** What the browser's page must show before the user says yes. */
export interface DeviceCode {
  /** `ABCD-EFGH`: equal on the page, or somebody else's page is open. */
  readonly userCode: string;
  /** The page, with the code in it. */
  readonly url: string;
  readonly expires: Date;
}

/** What a sign-in needs from the window that it happens in. */
export interface SignInPorts {
  /** Shows the code and opens the page. The sign-in waits for the page, not for this. */
  readonly showDeviceCode: (code: DeviceCode) => void;
  /** Writes a file of the user's own folder, with a mode of 0600, in one step. */
  readonly writeFile: (file: string, content: string, signal: AbortSignal) => Promise<void>;
}

/**
 * The arguments with which `aws` signs in to what `profile` takes its credentials from, or undefined
 * when nothing can be signed in to.
 */
export function signInCliArguments({ name, kind, ssoSession }: Profile): string[] | undefined {
  if (kind === 'login-session') return ['login', ...cliOption('profile', name)];
  if (kind === 'sso-session' || kind === 'sso-legacy')
    return ['sso', 'login', ...cliOption('profile', name)];
  return ssoSession === undefined
    ? undefined
    : ['sso', 'login', ...cliOption('sso-session', ssoSession)];
}
