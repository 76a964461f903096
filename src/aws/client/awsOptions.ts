import type { ApprovedEndpoint } from '../../core/endpoint';
import type { StartTimer } from '../../shared/timer';

/** How long things may take, in milliseconds. */
export interface Limits {
  /** Until a connection stands. */
  readonly connectMs: number;
  /** Until a call is answered, its retries included. */
  readonly answerMs: number;
  /** Until a `credential_process` has printed its credentials; it is killed then. */
  readonly processMs: number;
  /** Until a container's or an instance's metadata service has answered. */
  readonly metadataMs: number;
  /** Starts the timers of all but `connectMs`; the system's timers when absent. */
  readonly startTimer?: StartTimer;
}

/** The limits that the product promises. */
export const defaultLimits: Limits = {
  connectMs: 5_000,
  answerMs: 30_000,
  processMs: 60_000,
  metadataMs: 5_000,
};

/** What a profile's role wants to know before it can be assumed. */
export interface MfaQuestion {
  readonly profile: string;
  /** Serial number or ARN of the device. */
  readonly device: string;
}

/** Asks the user for an MFA code; undefined means that the user does not want to give one. */
export type MfaPrompt = (question: MfaQuestion, signal: AbortSignal) => Promise<string | undefined>;

/** Where to reach AWS's services, as the user's own settings say; the shared files have no say then. */
export interface EndpointOptions {
  /** URL of CodeArtifact's API, such as that of an interface VPC endpoint. */
  readonly codeartifact?: string;
  /** URL of STS. */
  readonly sts?: string;
  /** Absent leaves it to `use_fips_endpoint` of the shared files and `AWS_USE_FIPS_ENDPOINT`. */
  readonly fips?: boolean;
  /** Absent leaves it to `use_dualstack_endpoint` and `AWS_USE_DUALSTACK_ENDPOINT`. */
  readonly dualStack?: boolean;
}

/** What the room needs to know of the world. */
export interface AwsOptions {
  /**
   * The process's environment. The SDK's own providers read `process.env` beside it, so anything
   * else belongs into tests only.
   */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How many items a page asks for, 1–1000. */
  readonly pageSize: number;
  /**
   * Endpoints outside of AWS that the user's own settings approve for real credentials. Never the
   * sandbox's: that one is reached by a sandbox connection, with the sandbox's credentials.
   */
  readonly approved: readonly ApprovedEndpoint[];
  /** For real credentials; a sandbox has its own endpoint. */
  readonly endpoints?: EndpointOptions;
  /** Absent when nobody can be asked: a profile that needs MFA then fails with `mfa-needed`. */
  readonly prompt?: MfaPrompt;
  readonly limits?: Limits;
  /** Milliseconds since the epoch; the system's clock when absent. */
  readonly now?: () => number;
}
