/** Everything that can go wrong in a way the user can act on. `ui/report` has one sentence for each. */
export type FailureCode =
  // credentials and connections
  | 'no-connection'
  | 'profile-missing'
  | 'no-credentials'
  | 'sign-in-needed'
  | 'cli-needed'
  | 'mfa-needed'
  | 'credentials-expired'
  | 'credentials-invalid'
  | 'credential-process-failed'
  | 'clock-skew'
  | 'region-invalid'
  | 'endpoint-refused'
  | 'sandbox-stopped'
  | 'sandbox-failed'
  // the service's answers
  | 'access-denied'
  | 'not-found'
  | 'conflict'
  | 'invalid-request'
  | 'quota-exceeded'
  | 'throttled'
  | 'service-error'
  | 'bad-answer'
  // the network
  | 'host-unknown'
  | 'unreachable'
  | 'timeout'
  | 'tls'
  | 'proxy-answered'
  // the user's files
  | 'settings-refused'
  | 'server-not-ours'
  | 'server-conflict'
  | 'property-not-ours'
  | 'property-conflict'
  | 'nothing-found'
  | 'file-unreadable'
  | 'file-unwritable'
  | 'file-changed'
  | 'file-locked'
  | 'file-unsupported'
  | 'disk-full'
  | 'home-unknown'
  // publishing and fetching
  | 'publish-refused'
  | 'publish-blocked'
  | 'version-exists'
  | 'version-unavailable'
  | 'hash-mismatch'
  | 'files-changed'
  | 'archive-too-large'
  | 'archive-refused'
  | 'target-exists'
  // the window
  | 'untrusted'
  | 'not-local';

/** Facts that make a failure precise; none of them is ever a secret. */
export interface FailureDetails {
  /** The service's operation, `GetAuthorizationToken`. */
  readonly operation?: string;
  readonly requestId?: string;
  readonly status?: number;
  /** The service's own words. */
  readonly message?: string;
  readonly resourceId?: string;
  readonly resourceType?: string;
  /** The ARN of what the call was about. */
  readonly arn?: string;
  /** The id of the connection that called. */
  readonly connection?: string;
  /** Seconds after which the service asked to come back. */
  readonly retryAfterSeconds?: number;
  readonly host?: string;
  readonly file?: string;
  /** 1-based, like an editor counts. */
  readonly line?: number;
  readonly column?: number;
  /** Why, in plain English and without a full stop. */
  readonly reason?: string;
  /** The operating system's code, `EACCES`. */
  readonly errno?: string;
}

/**
 * A failure that the user can act on. Anything that is not a `Failure` is a bug. `subject` names
 * which of the user's things it is about; `message` is English, for the log.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** Bundles do not share classes, so `instanceof` cannot tell; see `isFailure`. */
  readonly isFailure = true;
  readonly code: FailureCode;
  readonly subject: string;
  readonly details: FailureDetails;

  constructor(
    code: FailureCode,
    subject: string,
    details: FailureDetails = {},
    options?: ErrorOptions,
  ) {
    const why = details.reason ?? details.message;
    super(`${code}: ${subject}${why === undefined ? '' : ` (${why})`}`, options);
    this.code = code;
    this.subject = subject;
    this.details = details;
  }
}

/** Whether `error` is a `Failure`, of whichever bundle. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && (error as Partial<Failure>).isFailure === true;
}

/** Whether `error` says that its caller aborted: the AWS SDK, Node and VS Code each have their own. */
export function isCancelled(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'AbortError' || error.name === 'Canceled' || error.name === 'CancellationError')
  );
}
