import type { Failure } from '../core/failure';
import type { ProfileKind } from '../core/profile';
import type { SettingsWarningCode } from '../maven/mavenSettings';
import type { SettingsReader } from './diagnosticContext';

/** The ids of the checks. They are stable: reports and tests name them. */
export type CheckId =
  | 'credentials'
  | 'identity'
  | 'clock'
  | 'region'
  | 'network'
  | 'token'
  | 'endpoint'
  | 'central'
  | 'origins'
  | 'settings'
  | 'which-settings'
  | 'server-ids'
  | 'mirrors'
  | 'passwords'
  | 'tracked'
  | 'offline'
  | 'markers'
  | 'programs';

/** The titles of fixes. */
export type FixTitle =
  | 'align'
  | 'connect'
  | 'copy-command'
  | 'fix-401'
  | 'open-file'
  | 'open-settings'
  | 'refresh-token'
  | 'show-policy';

/**
 * Everything that a check can observe, with the parameters of its sentence. The sentences, and the
 * titles of checks and fixes, are in ui/diagnostics/messageTexts.
 */
export interface ObservationParameters {
  // any check
  readonly 'check-failed': readonly [error: string];
  readonly failed: readonly [code: Failure['code']];
  readonly 'no-connection': readonly [];
  readonly 'no-repository': readonly [];
  readonly 'no-result': readonly [seconds: number];
  // credentials and identity
  readonly 'default-container': readonly [];
  readonly 'default-environment': readonly [];
  readonly 'default-environment-incomplete': readonly [];
  readonly 'default-environment-over-profile': readonly [profile: string];
  readonly 'default-instance': readonly [];
  readonly 'default-none': readonly [];
  readonly 'default-profile': readonly [profile: string];
  readonly 'default-web-identity': readonly [];
  readonly 'profile-incomplete': readonly [profile: string];
  readonly 'profile-kind': readonly [kind: Exclude<ProfileKind, 'incomplete'>, needsMfa: boolean];
  readonly 'profile-missing': readonly [profile: string];
  readonly 'sandbox-keys': readonly [];
  readonly identity: readonly [arn: string];
  readonly 'identity-long-lived': readonly [arn: string];
  readonly 'identity-root': readonly [arn: string];
  // clock, region and network
  readonly 'clock-ahead': readonly [minutes: number];
  readonly 'clock-behind': readonly [minutes: number];
  readonly 'clock-right': readonly [];
  readonly 'no-date': readonly [];
  readonly 'region-available': readonly [origin: string];
  readonly 'region-unavailable': readonly [];
  readonly 'region-unreachable': readonly [origin: string];
  readonly 'host-unknown': readonly [];
  readonly reachable: readonly [status: number];
  readonly proxies: readonly [settings: string];
  readonly 'no-proxy': readonly [];
  // token and repositories
  readonly 'token-received': readonly [];
  readonly 'token-not-requested': readonly [];
  readonly 'endpoint-accepts': readonly [url: string];
  readonly 'endpoint-denies': readonly [repository: string];
  readonly 'endpoint-rejects': readonly [url: string];
  readonly 'endpoint-status': readonly [url: string, status: number];
  readonly 'central-available': readonly [];
  readonly 'central-unavailable': readonly [];
  readonly 'origins-mixed': readonly [packages: string];
  readonly 'origins-mixed-more': readonly [packages: string, more: number];
  readonly 'origins-separate': readonly [];
  readonly 'origins-incomplete': readonly [inspected: number];
  // settings.xml
  readonly 'settings-absent': readonly [];
  readonly 'settings-broken': readonly [];
  readonly 'settings-valid': readonly [];
  readonly 'settings-warning': readonly [line: number, code: SettingsWarningCode, subject: string];
  readonly 'read-by-default': readonly [readers: readonly SettingsReader[]];
  readonly 'read-by-home': readonly [readers: readonly SettingsReader[], homeFrom: string];
  readonly 'read-by-name': readonly [readers: readonly SettingsReader[], namedBy: string];
  readonly 'home-differs': readonly [envHome: string, accountHome: string];
  // servers and mirrors
  readonly 'server-found': readonly [file: string];
  readonly 'server-missing': readonly [
    file: string,
    neededBy: string,
    readers: readonly SettingsReader[],
  ];
  readonly 'server-case': readonly [file: string, id: string];
  readonly 'server-unused': readonly [];
  readonly 'server-mirrored': readonly [];
  readonly 'server-conflict': readonly [domains: string];
  readonly 'mirrored-elsewhere': readonly [mirror: string, url: string];
  readonly 'sent-elsewhere': readonly [url: string];
  readonly 'no-mirror': readonly [];
  // passwords
  readonly 'password-missing': readonly [];
  readonly 'password-encrypted': readonly [];
  readonly 'password-variable': readonly [name: string];
  readonly 'password-variable-unseen': readonly [name: string];
  readonly 'password-unknown': readonly [];
  readonly 'password-expired': readonly [at: string];
  readonly 'password-valid': readonly [until: string];
  readonly 'no-password': readonly [];
  readonly tracked: readonly [];
  readonly 'not-tracked': readonly [];
  readonly 'git-not-run': readonly [];
  // Maven
  readonly 'offline-in-settings': readonly [];
  readonly 'offline-option': readonly [];
  readonly 'offline-java': readonly [];
  readonly online: readonly [];
  readonly 'markers-found': readonly [count: number];
  readonly 'no-markers': readonly [];
  readonly 'program-found': readonly [version: string, path: string];
  readonly 'program-without-version': readonly [path: string];
  readonly 'program-missing': readonly [];
  readonly 'java-home-wrong': readonly [folder: string];
}

/** The code of an observation. */
export type ObservationCode = keyof ObservationParameters;

/** What a check observed, as a code and the parameters of its sentence. */
export interface Observation<Code extends ObservationCode = ObservationCode> {
  readonly code: Code;
  readonly args: ObservationParameters[Code];
}

/** Creates an observation. */
export function observe<Code extends ObservationCode>(
  code: Code,
  ...args: ObservationParameters[Code]
): Observation<Code> {
  return { code, args };
}
