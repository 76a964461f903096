import { apiHostRegion, type ApprovedEndpoint } from '../../core/endpoint';
import { connectionRealm, type Connection } from '../../core/connection';
import type { Realm } from '../../core/coordinates';
import { readExtensionSettings } from '../common/extensionSettings';

/** Where a connection's requests go, as the user's own settings say. */
export interface EndpointOverrides {
  readonly codeartifact?: string;
  readonly sts?: string;
  readonly fips?: boolean;
  readonly dualStack?: boolean;
}

/** What the user's settings say for `region`. Addresses that may not be used count as absent. */
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

/** Endpoints outside of AWS that real credentials may be used with, for the user's settings name them. */
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

/** Those of them whose repository URLs count as CodeArtifact's. */
export function approvedApiEndpoints(): ApprovedEndpoint[] {
  return Object.entries(readExtensionSettings().endpointsApi).flatMap(([region, text]) => {
    const url = safeUrl(text);
    return url === undefined || isAws(url) ? [] : [{ origin: new URL(url).origin, region }];
  });
}

/** The realm of the domains that a connection reaches in its own region. */
export function realmOf(connection: Connection): Realm {
  if (connection.kind === 'sandbox') return connectionRealm(connection);
  const { codeartifact } = readEndpointOverrides(connection.region);
  return codeartifact === undefined || isAws(codeartifact) ? 'aws' : new URL(codeartifact).origin;
}

function isAws(url: string): boolean {
  return apiHostRegion(new URL(url).hostname) !== undefined;
}

/** https, or this machine: credentials are signed with, but tokens come back in the clear. */
function safeUrl(text: unknown): string | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const { protocol, hostname, username } = new URL(text);
  const loopback = hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
  const safe = protocol === 'https:' || (protocol === 'http:' && loopback);
  return safe && username === '' ? text : undefined;
}
