import type { Log } from '../log';
import type { SandboxOptions } from '../options';
import { createFolderUpstream } from './createFolderUpstream';
import { createMavenUpstream } from './createMavenUpstream';
import { createUrlUpstream } from './createUrlUpstream';
import { locateMavenSettings } from './locateMavenSettings';
import type { FindUpstream, Upstream } from './upstream';

const mavenCentralConnection = 'public:maven-central';

/**
 * Creates the function that finds the upstream of an external connection. Without an option for it,
 * `public:maven-central` uses what Maven's settings say; `port` is that of the sandbox, which must not
 * be its own upstream.
 */
export function createFindUpstream(
  { upstreams, mavenSettings }: SandboxOptions,
  port: number,
  log: Log,
): FindUpstream {
  const created = new Map<string, Upstream>();
  const create = (connection: string) => {
    const location = upstreams[connection];
    if (location === undefined)
      return connection === mavenCentralConnection
        ? createMavenUpstream(mavenSettings ?? locateMavenSettings(), port, log)
        : undefined;
    if (!/^https?:\/\//.test(location)) return createFolderUpstream(location);
    // Gradle's plugin portal, for example, redirects to other hosts.
    return createUrlUpstream(location, {
      followsRedirects: connection !== mavenCentralConnection,
    });
  };
  return connection => {
    const upstream = created.get(connection) ?? create(connection);
    if (upstream) created.set(connection, upstream);
    return upstream;
  };
}
