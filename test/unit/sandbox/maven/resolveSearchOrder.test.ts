import assert from 'node:assert/strict';
import { resolveSearchOrder } from '../../../../src/sandbox/maven/resolveSearchOrder';
import type { Service } from '../../../../src/sandbox/service';
import type { PackageId, RepositoryId } from '../../../../src/sandbox/store/records';

interface Repository {
  readonly upstreams?: readonly string[];
  readonly externalConnections?: readonly string[];
  /** Whether origin controls block the package from upstream. */
  readonly blocked?: boolean;
}

const asked = { domain: 'demo', format: 'maven', namespace: 'g', package: 'p' } as const;

/** The names of the repositories that a request to `repository` searches, connections in brackets. */
function searched(repositories: Readonly<Record<string, Repository>>, repository: string): string {
  const store = {
    repository: (id: RepositoryId) => {
      const found = repositories[id.repository];
      return found && { upstreams: [], externalConnections: [], ...found };
    },
    package: (id: PackageId) =>
      repositories[id.repository]?.blocked
        ? { restrictions: { publish: 'ALLOW', upstream: 'BLOCK' } }
        : undefined,
  };
  const links = resolveSearchOrder({ store } as unknown as Service, { ...asked, repository });
  return links
    .map(({ id, connection }) => id.repository + (connection ? `(${connection})` : ''))
    .join(' ');
}

describe('the repositories that a request searches', () => {
  const cases: [
    what: string,
    repositories: Readonly<Record<string, Repository>>,
    searched: string,
  ][] = [
    ['the repository itself', { a: {} }, 'a'],
    ['no repository that is missing', {}, ''],
    [
      'upstreams in order, each with its own before the next',
      { a: { upstreams: ['b', 'd'] }, b: { upstreams: ['c'] }, c: {}, d: {} },
      'a b c d',
    ],
    [
      'the upstreams that are left when one was deleted',
      { a: { upstreams: ['x', 'b'] }, b: {} },
      'a b',
    ],
    [
      'a repository that is reached on two ways once',
      { a: { upstreams: ['b', 'c'] }, b: { upstreams: ['d'] }, c: { upstreams: ['d'] }, d: {} },
      'a b d c',
    ],
    [
      'each repository of a circle once',
      { a: { upstreams: ['b'] }, b: { upstreams: ['c'] }, c: { upstreams: ['a', 'b'] } },
      'a b c',
    ],
    [
      'the external connection at the end',
      { a: { upstreams: ['b'] }, b: { externalConnections: ['public:maven-central'] } },
      'a b(public:maven-central)',
    ],
    [
      'nothing behind a repository where the package is blocked from upstream',
      { a: { upstreams: ['b', 'd'] }, b: { upstreams: ['c'], blocked: true }, c: {}, d: {} },
      'a b d',
    ],
    [
      'no external connection where the package is blocked from upstream',
      { a: { externalConnections: ['public:maven-central'], blocked: true } },
      'a',
    ],
  ];
  for (const [what, repositories, names] of cases)
    it(`are ${what}`, () => assert.equal(searched(repositories, 'a'), names));

  it('are 25 at most', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`r${at}`, { upstreams: [`r${at + 1}`] }]),
    );
    const names = searched(wide, 'r0').split(' ');
    assert.equal(names.length, 25);
    assert.equal(names.at(-1), 'r24');
  });
});
