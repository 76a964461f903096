import { apiHostRegion, type ApprovedEndpoint } from '../../core/endpoint';
import { connectionRealm, type Connection } from '../../core/connection';
import type { Realm } from '../../core/coordinates';
import { readSettings } from '../common/settings';

/** Where a connection's requests go, as the user's own settings say. */
export interface OwnEndpoints {
  readonly codeartifact?: string;
  readonly sts?: string;
  readonly fips?: boolean;
  readonly dualStack?: boolean;
}

/** What the user's settings say for `region`. Addresses that may not be used count as absent. */
export function ownEndpoints(region: string): OwnEndpoints {
  const { endpointsApi, endpointsSts, fips, dualStack } = readSettings();
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
  const { endpointsApi, endpointsSts, endpointsAllowed } = readSettings();
  const named = [...Object.entries(endpointsApi), ...Object.entries(endpointsSts)];
  return [...named, ...endpointsAllowed.map((url): [string, string] => ['', url])].flatMap(
    ([region, text]) => {
      const url = safeUrl(text);
      return url === undefined ? [] : [{ origin: new URL(url).origin, region }];
    },
  );
}

/** Those of them whose repository URLs count as CodeArtifact's. */
export function approvedApis(): ApprovedEndpoint[] {
  return Object.entries(readSettings().endpointsApi).flatMap(([region, text]) => {
    const url = safeUrl(text);
    return url === undefined || isAws(url) ? [] : [{ origin: new URL(url).origin, region }];
  });
}

/** The realm of the domains that a connection reaches in its own region. */
export function realmOf(connection: Connection): Realm {
  if (connection.kind === 'sandbox') return connectionRealm(connection);
  const { codeartifact } = ownEndpoints(connection.region);
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
