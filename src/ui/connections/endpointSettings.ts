import { apiHostRegion, type ApprovedEndpoint } from '../../core/endpoint';
import { connectionRealm, type Connection } from '../../core/connection';
import type { Realm } from '../../core/coordinates';
import { readExtensionSettings } from '../common/extensionSettings';

/** The endpoints of a connection that the user's settings override. */
export interface EndpointOverrides {
  readonly codeartifact?: string;
  readonly sts?: string;
  readonly fips?: boolean;
  readonly dualStack?: boolean;
}

/** Reads the user's settings for `region`. Unsafe addresses are ignored. */
export function readEndpointOverrides(region: string): EndpointOverrides {
  const { endpointsApi, endpointsSts, fips, dualStack } = readExtensionSettings();
  const codeartifact = safeUrl(endpointsApi[region]);
  const sts = safeUrl(endpointsSts[region]);
  return {
    ...(codeartifact !== undefined && { codeartifact }),
    ...(sts !== undefined && { sts }),
    ...(fips !== 'auto' && { fips: fips === 'on' }),
    ...(dualStack !== 'auto' && { dualStack: dualStack === 'on' }),
  };
}

/** The endpoints outside AWS to which the user's settings allow signed requests. */
export function approvedEndpoints(): ApprovedEndpoint[] {
  const { endpointsApi, endpointsSts, endpointsAllowed } = readExtensionSettings();
  const configured = [...Object.entries(endpointsApi), ...Object.entries(endpointsSts)];
  return [...configured, ...endpointsAllowed.map((url): [string, string] => ['', url])].flatMap(
    ([region, text]) => {
      const url = safeUrl(text);
      return url === undefined ? [] : [{ origin: new URL(url).origin, region }];
    },
  );
}

/** The endpoints outside AWS whose repository URLs are accepted as CodeArtifact's. */
export function approvedApiEndpoints(): ApprovedEndpoint[] {
  return Object.entries(readExtensionSettings().endpointsApi).flatMap(([region, text]) => {
    const url = safeUrl(text);
    return url === undefined || isAws(url) ? [] : [{ origin: new URL(url).origin, region }];
  });
}

/** The realm of the domains in a connection's region. */
export function realmOf(connection: Connection): Realm {
  if (connection.kind === 'sandbox') return connectionRealm(connection);
  const { codeartifact } = readEndpointOverrides(connection.region);
  return codeartifact === undefined || isAws(codeartifact) ? 'aws' : new URL(codeartifact).origin;
}

function isAws(url: string): boolean {
  return apiHostRegion(new URL(url).hostname) !== undefined;
}

/** HTTPS, or this machine, because the response with the token is not encrypted otherwise. */
function safeUrl(text: unknown): string | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const { protocol, hostname, username } = new URL(text);
  const loopback = hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
  const safe = protocol === 'https:' || (protocol === 'http:' && loopback);
  return safe && username === '' ? text : undefined;
}
