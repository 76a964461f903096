/**
 * The kinds of failure that the user can act on. `failureTraits` says how the extension reacts to
 * each, and ui/errors/advice has the message for each.
 */
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

/** The facts about a failure. They never contain a secret. */
export interface FailureDetails {
  /** The API operation: `GetAuthorizationToken`. */
  readonly operation?: string;
  /** The AWS service that was called, if it is not CodeArtifact. */
  readonly service?: string;
  readonly requestId?: string;
  readonly status?: number;
  /** The message from the service. */
  readonly message?: string;
  readonly resourceId?: string;
  readonly resourceType?: string;
  /** The ARN of the resource that the call was about. */
  readonly arn?: string;
  /** The id of the connection that made the call. */
  readonly connection?: string;
  /** The delay that the service asked for before the next request. */
  readonly retryAfterSeconds?: number;
  readonly host?: string;
  readonly file?: string;
  /** 1-based, as editors count lines. */
  readonly line?: number;
  readonly column?: number;
  /** Why, in plain English and without a full stop. */
  readonly reason?: string;
  /** The error code of the operating system: `EACCES`. */
  readonly errno?: string;
}

/**
 * An error that the user can act on. Any other error, except a cancellation, is a bug. `subject`
 * names the file, profile, domain or other thing it is about. `message` is English and for the log.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** Each bundle has its own copy of this class, so `isFailure` checks this field, not `instanceof`. */
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

/** Whether `error` is a `Failure`, also when another bundle created it. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && (error as Partial<Failure>).isFailure === true;
}

/** Whether `error` is the cancellation error of Node, of the AWS SDK or of VS Code. */
export function isCancelled(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'AbortError' || error.name === 'Canceled' || error.name === 'CancellationError')
  );
}
