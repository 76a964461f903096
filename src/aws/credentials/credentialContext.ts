import type { AwsOptions, EndpointOptions, Limits } from '../client/awsOptions';
import type { EndpointVariants } from '../client/endpointVariants';
import type { GuardedHandler } from '../client/guardedHandler';
import type { AllowedTargets } from '../client/requestTarget';
import type { SharedConfig } from './sharedConfig';

/** The inputs of one attempt to get credentials. */
export interface CredentialContext {
  readonly environment: AwsOptions['environment'];
  readonly prompt: AwsOptions['prompt'];
  readonly endpoints: EndpointOptions;
  readonly variants: EndpointVariants;
  readonly shared: SharedConfig;
  readonly region: string;
  readonly handler: GuardedHandler;
  readonly allowed: AllowedTargets;
  readonly limits: Limits;
  readonly now: () => number;
  /** Aborts when nobody waits for the credentials anymore. */
  readonly signal: AbortSignal;
}
