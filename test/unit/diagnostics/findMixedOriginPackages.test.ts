import assert from 'node:assert/strict';
import { findMixedOriginPackages } from '../../../src/diagnostics/findMixedOriginPackages';
import type { CodeArtifact, PackageFilter } from '../../../src/core/codeArtifact';
import type { Package, Repository } from '../../../src/core/coordinates';
import { fakeApi } from '../fakeApi';

const repository: Repository = {
  realm: 'aws',
  region: 'eu-west-1',
  owner: '111122223333',
  domain: 'team',
  repository: 'releases',
};
const { signal } = new AbortController();

/** A repository of so many packages, of which every tenth was published here. */
function service(count: number, pageSize: number) {
  const seen = { filters: new Set<PackageFilter>(), asked: 0, atOnce: 0, most: 0 };
  const all = Array.from({ length: count }, (_, at): Package => ({
    ...repository,
    format: 'maven',
    namespace: 'g',
    package: `p${at}`,
  }));
  const api: CodeArtifact = fakeApi({
    packages: (_, filter, next = '0') => {
      seen.filters.add(filter);
      const end = Number(next) + pageSize;
      const items = all.slice(Number(next), end);
      return Promise.resolve({ items, ...(end < count && { next: String(end) }) });
    },
    hasInternalVersions: async it => {
      seen.asked++;
      seen.most = Math.max(seen.most, ++seen.atOnce);
      await new Promise(resolve => setImmediate(resolve));
      seen.atOnce--;
      return Number(it.package.slice(1)) % 10 === 0;
    },
  });
  return { api, seen };
}

describe('findMixedOriginPackages', () => {
  it('looks at every page, and names what was published here', async () => {
    const { api, seen } = service(95, 30);
    const found = await findMixedOriginPackages(api, repository, () => false, signal);
    assert.deepEqual(
      found.published.map(it => it.package),
      Array.from({ length: 10 }, (_, at) => `p${at * 10}`),
    );
    assert.deepEqual([found.inspected, found.complete, seen.asked], [95, true, 95]);
    assert.ok(seen.most > 1 && seen.most <= 12, `${seen.most} at a time`);
    const [filter] = seen.filters;
    assert.deepEqual(filter, { format: 'maven', publish: 'ALLOW', upstream: 'ALLOW' });
  });

  it('ends when time is up, and says how far it came', async () => {
    const { api, seen } = service(1000, 100);
    const found = await findMixedOriginPackages(api, repository, () => seen.asked >= 150, signal);
    assert.equal(found.complete, false);
    assert.ok(found.inspected >= 150 && found.inspected < 170, `${found.inspected} looked at`);
    assert.equal(found.published.length, Math.ceil(found.inspected / 10));
  });

  it('knows that it is complete though time is up', async () => {
    const { api, seen } = service(10, 10);
    const found = await findMixedOriginPackages(api, repository, () => seen.asked > 0, signal);
    assert.deepEqual([found.inspected, found.complete], [10, true]);
  });
});
