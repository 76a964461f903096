import { partitionOf } from '../../core/partition';
import { configuredEndpoint } from '../client/configuredEndpoint';
import type { EndpointVariants } from '../client/endpointVariants';
import type { AwsOptions } from '../client/awsOptions';
import type { RequestTarget } from '../client/requestTarget';
import type { SharedConfig } from './sharedConfig';

/** What the endpoints of IAM Identity Center depend on. */
export interface SsoHostOptions {
  /** The profile whose endpoint settings apply. */
  readonly profile: string;
  readonly environment: AwsOptions['environment'];
  readonly shared: Pick<SharedConfig, 'profiles' | 'services'>;
  readonly variants: EndpointVariants;
}

const hostPrefixes = { oidc: 'oidc', portal: 'portal.sso' };
const settingNames = { oidc: 'sso_oidc', portal: 'sso' } as const;

/**
 * The endpoint of the OIDC service or the access portal in `region`: a configured URL, or the AWS
 * host of the variant. Throws a `TypeError` if the configured URL is invalid.
 */
export function ssoTarget(
  service: keyof typeof hostPrefixes,
  region: string,
  { profile, environment, shared, variants }: SsoHostOptions,
): RequestTarget {
  const configured = configuredEndpoint(settingNames[service], profile, environment, shared);
  const url = new URL(configured ?? `https://${awsHost(hostPrefixes[service], region, variants)}`);
  const { protocol, hostname, port } = url;
  return { protocol, hostname, port: port === '' ? undefined : Number(port) };
}

function awsHost(prefix: string, region: string, { fips, dualStack }: EndpointVariants): string {
  const { name, dnsSuffix, dualStackDnsSuffix } = partitionOf(region);
  const suffix = dualStack ? dualStackDnsSuffix : dnsSuffix;
  // The standard hosts of AWS GovCloud are FIPS endpoints already.
  const isFipsHost = fips && (dualStack || name !== 'aws-us-gov');
  return `${prefix}${isFipsHost ? '-fips' : ''}.${region}.${suffix}`;
}
