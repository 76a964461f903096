import type { GuardedHandler } from '../client/guardedHandler';
import type { AwsOptions, EndpointOptions, Limits } from '../client/awsOptions';
import type { SharedConfig } from './sharedConfig';

/** What one attempt at credentials works with. */
export interface CredentialContext {
  readonly environment: AwsOptions['environment'];
  readonly prompt: AwsOptions['prompt'];
  readonly endpoints: EndpointOptions;
  readonly shared: SharedConfig;
  readonly region: string;
  readonly handler: GuardedHandler;
  readonly limits: Limits;
  readonly now: () => number;
  /** Aborted when nobody waits for the credentials any more. */
  readonly signal: AbortSignal;
}
