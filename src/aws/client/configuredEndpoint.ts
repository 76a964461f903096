import type { AwsOptions } from './awsOptions';
import type { SharedConfig } from '../credentials/sharedConfig';

/** A service as endpoint settings name it: `AWS_ENDPOINT_URL_CODEARTIFACT`, `codeartifact =`. */
export type ServiceName = 'codeartifact' | 'sts' | 'sso' | 'sso_oidc' | 'signin';

/**
 * The endpoint URL that the environment or the shared files set for `service` and `profile`, in the
 * order that AWS documents. The JavaScript SDK reads only the profile that the environment selects,
 * not the one that a connection names. Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
 */
export function configuredEndpoint(
  service: ServiceName,
  profile: string,
  environment: AwsOptions['environment'],
  { profiles, services }: Pick<SharedConfig, 'profiles' | 'services'>,
): string | undefined {
  const section = profiles.get(profile) ?? {};
  const ignore =
    environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ??
    section['ignore_configured_endpoint_urls'];
  if (ignore?.toLowerCase() === 'true') return undefined;
  const serviceSection = services.get(section['services'] ?? '') ?? {};
  return (
    nonEmpty(environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`]) ??
    nonEmpty(environment['AWS_ENDPOINT_URL']) ??
    nonEmpty(serviceSection[`${service}.endpoint_url`]) ??
    nonEmpty(section['endpoint_url'])
  );
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
