import type { SharedConfig } from '../credentials/sharedConfig';
import type { AwsOptions } from './awsOptions';

/** The variant of AWS endpoints that a connection uses for all services. */
export interface EndpointVariants {
  readonly fips: boolean;
  readonly dualStack: boolean;
}

/**
 * The endpoint variant from the user's settings, the environment and the profile, in this order.
 * Source: AWS SDKs and Tools Reference Guide, "Dual-stack and FIPS endpoints".
 */
export function endpointVariants(
  { environment, endpoints = {} }: Pick<AwsOptions, 'environment' | 'endpoints'>,
  profile: string,
  { profiles }: Pick<SharedConfig, 'profiles'>,
): EndpointVariants {
  const section = profiles.get(profile) ?? {};
  const isTrue = (variable: string, key: string): boolean =>
    (environment[variable] ?? section[key])?.toLowerCase() === 'true';
  return {
    fips: endpoints.fips ?? isTrue('AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'),
    dualStack:
      endpoints.dualStack ?? isTrue('AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint'),
  };
}
