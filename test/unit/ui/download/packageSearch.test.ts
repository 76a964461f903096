import assert from 'node:assert/strict';
import { PackageSearch } from '../../../../src/ui/download/packageSearch';

const { signal } = new AbortController();
const names = ['aa', 'ab', 'b1', 'b2', 'b3', 'c'];
const of = (name: string) => ({
  realm: 'aws',
  region: 'eu-west-1',
  owner: '111122223333',
  domain: 'team',
  ...({ repository: 'releases', format: 'generic', namespace: 'n', package: name } as const),
});

/** A service that lists two packages on a page; notes what it was asked. */
function searching() {
  const asked: string[] = [];
  const search = new PackageSearch((prefix, next) => {
    asked.push(`${prefix}@${next ?? ''}`);
    const all = names.filter(it => it.startsWith(prefix));
    const end = Number(next ?? 0) + 2;
    const items = all.slice(end - 2, end).map(of);
    return Promise.resolve({ items, ...(end < all.length && { next: String(end) }) });
  });
  return { search, asked, found: () => search.packages.map(it => it.package) };
}

describe('PackageSearch', () => {
  it('reaches every package, page by page', async () => {
    const { search, asked, found } = searching();
    await search.loadFirstPage('', signal);
    assert.deepEqual(found(), ['aa', 'ab']);
    while (search.hasMore('')) await search.loadNextPage('', signal);
    assert.deepEqual(found(), names);
    assert.deepEqual(asked, ['@', '@2', '@4']);
  });

  it('looks for what starts with what is typed, and keeps what it has found', async () => {
    const { search, found } = searching();
    await search.loadFirstPage('', signal);
    await search.loadFirstPage('b', signal);
    assert.deepEqual(found(), ['aa', 'ab', 'b1', 'b2']);
    assert.ok(search.hasMore('b'));
    await search.loadNextPage('b', signal);
    assert.deepEqual(found(), ['aa', 'ab', 'b1', 'b2', 'b3']);
    assert.deepEqual([search.hasMore('b'), search.hasMore('')], [false, true]);
  });

  it('asks for the first page where more is wanted of a prefix that is new', async () => {
    const { search, asked, found } = searching();
    await search.loadNextPage('b', signal);
    assert.deepEqual(asked, ['b@']);
    assert.deepEqual(found(), ['b1', 'b2']);
  });

  it('does not ask for what it knows', async () => {
    const { search, asked } = searching();
    await search.loadFirstPage('b', signal);
    await search.loadFirstPage('b', signal);
    await search.loadNextPage('b', signal);
    await search.loadFirstPage('b3', signal);
    await search.loadNextPage('b3', signal);
    assert.deepEqual(asked, ['b@', 'b@2']);
    assert.equal(search.hasMore('b3'), false);
  });
});
