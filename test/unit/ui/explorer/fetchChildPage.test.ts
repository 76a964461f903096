import assert from 'node:assert/strict';
import type { PackageFilter, Page } from '../../../../src/core/codeArtifact';
import type { Package } from '../../../../src/core/coordinates';
import { fetchChildPage } from '../../../../src/ui/explorer/fetchChildPage';
import { fakeApi } from '../../fakeApi';
import {
  nodeId,
  type GroupNode,
  type RepositoryNode,
  type VersionNode,
} from '../../../../src/ui/explorer/node';

const domain = { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: 'team' };
const repository: RepositoryNode = {
  kind: 'repository',
  parent: {
    kind: 'domain',
    parent: { kind: 'connection', connection: { kind: 'default', region: 'eu-west-1' } },
    domain,
  },
  repository: { ...domain, repository: 'releases' },
};
const { signal } = new AbortController();

const artifact = (namespace: string, name: string): Package => ({
  ...repository.repository,
  format: 'maven',
  namespace,
  package: name,
});

/** A service of which only `packages` is asked. */
function listing(pages: Record<string, Page<Package>>, filters: PackageFilter[] = []) {
  return fakeApi({
    packages: (_, filter, next) => {
      filters.push(filter);
      return Promise.resolve(pages[next ?? 'first'] ?? { items: [] });
    },
  });
}

describe('childPage', () => {
  it('folds the packages of a repository into groups, by format and namespace', async () => {
    const generic: Package = {
      ...repository.repository,
      format: 'generic',
      namespace: 'a',
      package: 'z',
    };
    const api = listing({
      first: {
        items: [artifact('a', 'x'), artifact('a', 'y'), artifact('b', 'x'), generic],
        next: 'n',
      },
    });
    const { items, next } = await fetchChildPage(api, repository, undefined, signal);
    const prefix = 'default@eu-west-1|eu-west-1/111122223333/team|releases|';
    assert.deepEqual(items.map(nodeId), [
      `${prefix}maven:a`,
      `${prefix}maven:b`,
      `${prefix}generic:a`,
    ]);
    assert.equal(next, 'n');
  });

  const group: GroupNode = {
    kind: 'group',
    parent: repository,
    repository: repository.repository,
    format: 'maven',
    namespace: 'org.apache',
  };

  it('shows the packages of exactly one group, though the service matches by prefix', async () => {
    const filters: PackageFilter[] = [];
    const api = listing(
      { first: { items: [artifact('org.apache', 'one'), artifact('org.apache.maven', 'two')] } },
      filters,
    );
    const { items } = await fetchChildPage(api, group, undefined, signal);
    assert.deepEqual(
      items.map(it => (it.kind === 'package' ? it.package.package : it.kind)),
      ['one'],
    );
    assert.deepEqual(filters, [{ format: 'maven', namespacePrefix: 'org.apache' }]);
  });

  it('goes on over pages that hold nothing of the group, but not for ever', async () => {
    const other = [artifact('org.apache.maven', 'other')];
    const api = listing({
      first: { items: other, next: '2' },
      2: { items: other, next: '3' },
      3: { items: [artifact('org.apache', 'found')], next: '4' },
    });
    const found = await fetchChildPage(api, group, undefined, signal);
    assert.equal(found.items.length, 1);
    assert.equal(found.next, '4');

    const filters: PackageFilter[] = [];
    const barren = listing(
      { first: { items: other, next: '2' }, 2: { items: other, next: '2' } },
      filters,
    );
    const page = await fetchChildPage(barren, group, undefined, signal);
    assert.deepEqual(page, { items: [], next: '2' });
    assert.equal(filters.length, 5);
  });

  it('shows the assets of a version, each under an id of its own', async () => {
    const names = ['app.jar', 'app|1#x', 'größe 1.txt'];
    const api = fakeApi({
      assets: (_, next) =>
        Promise.resolve({
          items: names.map(name => ({ name, hashes: {} })),
          next: `after ${next}`,
        }),
    });
    const group: GroupNode = {
      kind: 'group',
      parent: repository,
      repository: repository.repository,
      format: 'maven',
      namespace: 'a',
    };
    const parent: VersionNode = {
      kind: 'version',
      parent: { kind: 'package', parent: group, package: artifact('a', 'x') },
      version: { ...artifact('a', 'x'), version: '1', status: 'Published', origin: 'INTERNAL' },
    };
    const page = await fetchChildPage(api, parent, 'n', signal);
    assert.equal(page.next, 'after n');
    assert.deepEqual(
      page.items.map(it => (it.kind === 'asset' ? it.asset.name : it.kind)),
      names,
    );
    assert.equal(new Set(page.items.map(nodeId)).size, names.length);
    // What is forgotten or selected below a node is found by the separator.
    assert.ok(
      page.items.every(it => nodeId(it).split('|').length === nodeId(parent).split('|').length + 1),
    );
  });
});
