import type { FailureCode } from './failure';

/** How the extension reacts to a failure. Absent traits do not apply. */
export interface FailureTraits {
  /** A transfer repeats the request automatically: it can succeed without any change. */
  readonly transient?: true;
  /** The message offers *Retry*: the cause can go away without a change in the extension. */
  readonly retryable?: true;
  /** There was no response from AWS. Lists from an earlier session can be shown instead. */
  readonly offline?: true;
  /** The failure says nothing about the requested data. A list that was loaded before stays visible. */
  readonly keepsStaleData?: true;
  /** AWS rejected the credentials. They are resolved again for the next call. */
  readonly rejectsCredentials?: true;
}

/** The traits of every failure code. */
export const failureTraits: Readonly<Record<FailureCode, FailureTraits>> = {
  // credentials and connections
  'no-connection': {},
  'profile-missing': {},
  'no-credentials': {},
  'sign-in-needed': { keepsStaleData: true },
  'cli-needed': {},
  'mfa-needed': { retryable: true, keepsStaleData: true },
  'credentials-expired': { keepsStaleData: true, rejectsCredentials: true },
  'credentials-invalid': { rejectsCredentials: true },
  'credential-process-failed': { keepsStaleData: true },
  'clock-skew': { retryable: true, keepsStaleData: true },
  'region-invalid': {},
  'endpoint-refused': {},
  'sandbox-stopped': { retryable: true },
  'sandbox-failed': { retryable: true },
  // the service's answers
  'access-denied': {},
  'not-found': {},
  conflict: {},
  'invalid-request': {},
  'quota-exceeded': {},
  throttled: { transient: true, retryable: true, keepsStaleData: true },
  'service-error': { transient: true, retryable: true, keepsStaleData: true },
  'bad-answer': { transient: true },
  // the network
  'host-unknown': { transient: true, retryable: true, offline: true, keepsStaleData: true },
  unreachable: { transient: true, retryable: true, offline: true, keepsStaleData: true },
  timeout: { transient: true, retryable: true, offline: true, keepsStaleData: true },
  tls: { retryable: true, offline: true, keepsStaleData: true },
  'proxy-answered': { retryable: true, offline: true, keepsStaleData: true },
  // the user's files
  'settings-refused': {},
  'server-not-ours': {},
  'server-conflict': {},
  'property-not-ours': {},
  'property-conflict': {},
  'nothing-found': {},
  'file-unreadable': {},
  'file-unwritable': { retryable: true },
  'file-changed': { retryable: true },
  'file-locked': { retryable: true },
  'file-unsupported': {},
  'disk-full': { retryable: true },
  'home-unknown': {},
  // publishing and fetching
  'publish-refused': { retryable: true },
  'publish-blocked': {},
  'version-exists': {},
  'version-unavailable': {},
  'hash-mismatch': { retryable: true },
  'files-changed': { retryable: true },
  'archive-too-large': {},
  'archive-refused': {},
  'target-exists': { retryable: true },
  // the window
  untrusted: {},
  'not-local': {},
};
