import type { CodeArtifact } from '../core/codeArtifact';
import type { Package, Repository } from '../core/coordinates';

/** The packages of a repository whose origin controls allow both publishing and upstream versions. */
export interface MixedOriginPackages {
  /** The ones with versions that were published to the repository. */
  readonly published: readonly Package[];
  /** How many packages were inspected. */
  readonly inspected: number;
  /** Whether all packages were inspected. */
  readonly complete: boolean;
}

/** Concurrent requests. The quota of 800 reads per second is shared by all users of the account. */
const concurrency = 12;

/**
 * Inspects the Maven packages of `repository` whose origin controls allow both publishing and upstream
 * versions, page by page, until `isTimeUp`. The result covers the packages inspected by then.
 */
export async function findMixedOriginPackages(
  api: Pick<CodeArtifact, 'packages' | 'hasInternalVersions'>,
  repository: Repository,
  isTimeUp: () => boolean,
  signal: AbortSignal,
): Promise<MixedOriginPackages> {
  const filter = { format: 'maven', publish: 'ALLOW', upstream: 'ALLOW' } as const;
  const published: Package[] = [];
  let inspected = 0;
  let next: string | undefined;
  do {
    const page = await api.packages(repository, filter, next, signal);
    for (let at = 0; at < page.items.length; at += concurrency) {
      if (isTimeUp()) return { published, inspected, complete: false };
      const batch = page.items.slice(at, at + concurrency);
      const internal = await Promise.all(
        batch.map(candidate => api.hasInternalVersions(candidate, signal)),
      );
      published.push(...batch.filter((_, index) => internal[index]));
      inspected += batch.length;
    }
    next = page.next;
    if (next !== undefined && isTimeUp()) return { published, inspected, complete: false };
  } while (next !== undefined);
  return { published, inspected, complete: true };
}
