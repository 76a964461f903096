import type { ApprovedEndpoint } from '../../core/endpoint';
import type { StartTimer } from '../../shared/timer';

/** Deadlines, in milliseconds. */
export interface Limits {
  /** For a TCP and TLS connection to be established. */
  readonly connectMs: number;
  /** For a call to be answered, including its retries. */
  readonly answerMs: number;
  /** For a `credential_process` to print its credentials; it is killed after that. */
  readonly processMs: number;
  /** For a container's or an instance's metadata service to answer. */
  readonly metadataMs: number;
  /** Starts the timers of all deadlines but `connectMs`. Defaults to the system's timers. */
  readonly startTimer?: StartTimer;
}

/** The deadlines that the extension uses. */
export const defaultLimits: Limits = {
  connectMs: 5_000,
  answerMs: 30_000,
  processMs: 60_000,
  metadataMs: 5_000,
};

/** A request for the MFA code that a profile's role requires. */
export interface MfaQuestion {
  readonly profile: string;
  /** The serial number or ARN of the MFA device. */
  readonly device: string;
}

/** Asks the user for an MFA code. Resolves to undefined if the user dismisses the question. */
export type MfaPrompt = (question: MfaQuestion, signal: AbortSignal) => Promise<string | undefined>;

/** Endpoints from the user's settings. They take precedence over the shared config files. */
export interface EndpointOptions {
  /** The URL of the CodeArtifact API, such as an interface VPC endpoint. */
  readonly codeartifact?: string;
  /** The URL of STS. */
  readonly sts?: string;
  /** Defaults to `AWS_USE_FIPS_ENDPOINT`, then to `use_fips_endpoint` of the profile. */
  readonly fips?: boolean;
  /** Defaults to `AWS_USE_DUALSTACK_ENDPOINT`, then to `use_dualstack_endpoint` of the profile. */
  readonly dualStack?: boolean;
}

/** The environment and settings that a connection to AWS depends on. */
export interface AwsOptions {
  /**
   * The environment variables. Some of the SDK's providers read `process.env` themselves, so only
   * tests may pass anything else.
   */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The number of items per page, 1–1000. */
  readonly pageSize: number;
  /**
   * Endpoints outside AWS that the user's settings approve for real credentials. The sandbox is never
   * one of them: only a sandbox connection reaches it, with the sandbox's own credentials.
   */
  readonly approved: readonly ApprovedEndpoint[];
  /** Ignored by a sandbox connection, which has its own endpoint. */
  readonly endpoints?: EndpointOptions;
  /** If absent, a profile that requires an MFA code fails with `mfa-needed`. */
  readonly prompt?: MfaPrompt;
  readonly limits?: Limits;
  /** The current time in milliseconds since the epoch. Defaults to the system clock. */
  readonly now?: () => number;
}
