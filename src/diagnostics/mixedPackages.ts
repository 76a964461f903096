import type { CodeArtifact } from '../core/codeArtifact';
import type { Package, Repository } from '../core/coordinates';

/** What was seen of a repository's packages that may be published and come from upstream as well. */
export interface MixedPackages {
  /** Those of them that have versions that were published here. */
  readonly published: readonly Package[];
  /** How many of them were looked at. */
  readonly looked: number;
  /** Whether these were all. */
  readonly complete: boolean;
}

/** How many packages are asked about at a time: the service answers 800 reads a second, to all users. */
const atOnce = 12;

/**
 * Looks at all of Maven's packages of `repository` whose origin controls let in versions of both
 * kinds, page by page, until `isOver`; what was seen until then counts.
 */
export async function mixedPackages(
  api: Pick<CodeArtifact, 'packages' | 'hasInternalVersions'>,
  repository: Repository,
  isOver: () => boolean,
  signal: AbortSignal,
): Promise<MixedPackages> {
  const filter = { format: 'maven', publish: 'ALLOW', upstream: 'ALLOW' } as const;
  const published: Package[] = [];
  let looked = 0;
  let next: string | undefined;
  do {
    const page = await api.packages(repository, filter, next, signal);
    for (let at = 0; at < page.items.length; at += atOnce) {
      if (isOver()) return { published, looked, complete: false };
      const some = page.items.slice(at, at + atOnce);
      const internal = await Promise.all(some.map(it => api.hasInternalVersions(it, signal)));
      published.push(...some.filter((_, index) => internal[index]));
      looked += some.length;
    }
    next = page.next;
    if (next !== undefined && isOver()) return { published, looked, complete: false };
  } while (next !== undefined);
  return { published, looked, complete: true };
}
