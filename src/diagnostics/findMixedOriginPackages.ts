import type { CodeArtifact } from '../core/codeArtifact';
import type { Package, Repository } from '../core/coordinates';

/** What was seen of a repository's packages that may be published and come from upstream as well. */
export interface MixedOriginPackages {
  /** Those of them that have versions that were published here. */
  readonly published: readonly Package[];
  /** How many of them were looked at. */
  readonly inspected: number;
  /** Whether these were all. */
  readonly complete: boolean;
}

/** How many packages are asked about at a time: the service answers 800 reads a second, to all users. */
const concurrency = 12;

/**
 * Looks at all of Maven's packages of `repository` whose origin controls let in versions of both
 * kinds, page by page, until `isOver`; what was seen until then counts.
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
      const internal = await Promise.all(batch.map(it => api.hasInternalVersions(it, signal)));
      published.push(...batch.filter((_, index) => internal[index]));
      inspected += batch.length;
    }
    next = page.next;
    if (next !== undefined && isTimeUp()) return { published, inspected, complete: false };
  } while (next !== undefined);
  return { published, inspected, complete: true };
}
