import { apiHostRegion, type ApprovedEndpoint } from '../../core/endpoint';
import { Failure } from '../../core/failure';
import { suffixPattern } from '../../core/partition';

/** The scheme, host and port that a request is sent to. */
export interface RequestTarget {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
}

/** The targets that a connection may send requests to. */
export interface AllowedTargets {
  /** Whether AWS hosts are allowed. */
  readonly aws: boolean;
  /** Other allowed origins. */
  readonly origins: readonly ApprovedEndpoint['origin'][];
}

const hostLabel = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const hostSuffix = `(?:${suffixPattern('dnsSuffix')}|${suffixPattern('dualStackDnsSuffix')})`;
// The hosts that the SDK's endpoint rules derive for STS, IAM Identity Center (portal and OIDC)
// and sign-in, and STS's interface endpoints.
const credentialHosts = [
  String.raw`sts(?:-fips)?(?:\.${hostLabel})?\.${hostSuffix}`,
  String.raw`vpce-[a-z0-9-]+\.sts\.${hostLabel}\.vpce\.${suffixPattern('dnsSuffix')}`,
  String.raw`(?:portal\.sso|oidc)(?:-fips)?\.${hostLabel}\.${hostSuffix}`,
  String.raw`signin(?:-fips)?\.${hostLabel}\.${hostSuffix}`,
  String.raw`${hostLabel}\.(?:oauth\.signin\.aws|signin\.aws\.amazon\.com|signin\.amazonaws\.cn)`,
  String.raw`(?:${hostLabel}\.)?signin(?:-fips)?\.amazonaws-us-gov\.com`,
].map(source => new RegExp(`^${source}$`));

/** Whether `hostname` is an AWS host of CodeArtifact, STS, IAM Identity Center or AWS sign-in. */
export function isAwsHost(hostname: string): boolean {
  return (
    apiHostRegion(hostname) !== undefined || credentialHosts.some(pattern => pattern.test(hostname))
  );
}

/** `https://codeartifact.eu-west-1.amazonaws.com`, without a port that the scheme implies. */
export function originOf({ protocol, hostname, port }: RequestTarget): string {
  return new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`).origin;
}

/**
 * Throws `endpoint-refused` unless `target` is allowed: an AWS host by https on port 443, or exactly
 * one of the allowed origins.
 */
export function checkTarget(target: RequestTarget, allowed: AllowedTargets): void {
  const origin = originOf(target);
  if (allowed.origins.some(text => URL.canParse(text) && new URL(text).origin === origin)) return;
  const isDefaultPort = target.port === undefined || target.port === 443;
  if (allowed.aws && target.protocol === 'https:' && isDefaultPort && isAwsHost(target.hostname))
    return;
  throw new Failure('endpoint-refused', origin, {
    host: target.hostname,
    reason: 'the endpoint is neither an AWS host nor approved in your settings',
  });
}
