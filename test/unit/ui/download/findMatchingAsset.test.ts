import assert from 'node:assert/strict';
import type { Hashes } from '../../../../src/core/asset';
import type { VersionSummary } from '../../../../src/core/codeArtifact';
import type { Package } from '../../../../src/core/coordinates';
import { Failure } from '../../../../src/core/failure';
import { findMatchingAsset } from '../../../../src/ui/download/findMatchingAsset';
import { fakeApi } from '../../fakeApi';

const of: Package = {
  realm: 'aws',
  region: 'eu-west-1',
  owner: '111122223333',
  domain: 'team',
  repository: 'releases',
  format: 'generic',
  namespace: 'n',
  package: 'tool',
};
const version = (name: string): VersionSummary => ({
  ...of,
  version: name,
  status: 'Published',
  origin: 'INTERNAL',
});
const { signal } = new AbortController();
const hash = (of: string) => of.repeat(64);

describe('findEqual', () => {
  const api = fakeApi({
    versions: (_, next) =>
      Promise.resolve(
        next === undefined
          ? { items: ['7', '6', '5', 'gone', '3'].map(version), next: 'n' }
          : { items: ['2', '1'].map(version) },
      ),
    assets: (it, next) => {
      if (it.version === 'gone') return Promise.reject(new Failure('not-found', 'gone'));
      const asset = (name: string) => ({ name, hashes: { 'SHA-256': hash(name) } });
      return Promise.resolve(
        next === undefined ? { items: [asset('f')], next: 'n' } : { items: [asset(it.version)] },
      );
    },
  });

  it('finds equal bytes on whichever page, and stops there', async () => {
    const told: number[] = [];
    const looked = { 'SHA-256': hash('3') };
    const found = await findMatchingAsset(api, { of }, looked, it => void told.push(it), signal);
    assert.deepEqual(found.match?.version.version, '3');
    assert.deepEqual(told, [4, 5]);
    const last = await findMatchingAsset(
      api,
      { of },
      { 'SHA-256': hash('1') },
      () => undefined,
      signal,
    );
    assert.deepEqual([last.match?.asset.name, last.versionCount], ['1', 7]);
  });

  it('looks at one version alone when told to', async () => {
    const only = version('2');
    const look = (of64: string) =>
      findMatchingAsset(api, { of, only }, { 'SHA-256': hash(of64) }, () => undefined, signal);
    assert.deepEqual(await look('3'), {
      match: undefined,
      versionCount: 1,
      withoutHashCount: 0,
      missingHashes: [],
    });
    const { match } = await look('f');
    assert.deepEqual([match?.asset.name, match?.hashName], ['f', 'SHA-256']);
  });

  const hashes = { 'SHA-512': 'a'.repeat(128), 'SHA-256': hash('a'), MD5: 'a'.repeat(32) };
  const listing = (listed: Hashes) =>
    fakeApi({ assets: () => Promise.resolve({ items: [{ name: 'a', hashes: listed }] }) });
  for (const [what, listed, by] of [
    [
      'the strongest hash that is listed',
      { MD5: 'other', 'SHA-512': hashes['SHA-512'] },
      'SHA-512',
    ],
    ['a weak hash, where no other is listed', { MD5: hashes.MD5 }, 'MD5'],
    ['no weak hash beside a strong one', { MD5: hashes.MD5, 'SHA-256': hash('b') }, undefined],
    ['nothing, where no hash is listed', {}, undefined],
  ] as const)
    it(`compares ${what}`, async () => {
      const only = version('1');
      const found = await findMatchingAsset(
        listing(listed),
        { of, only },
        hashes,
        () => undefined,
        signal,
      );
      assert.equal(found.match?.hashName, by);
      assert.equal(found.withoutHashCount, Object.keys(listed).length === 0 ? 1 : 0);
    });

  it('names the hashes that are wanting, where no stronger one is listed', async () => {
    const only = version('1');
    const [sha256, listed] = [{ 'SHA-256': hash('a') }, { MD5: hashes.MD5, 'SHA-1': 'b' }];
    const look = (of256: Hashes, api = listing(listed)) =>
      findMatchingAsset(api, { of, only }, of256, () => undefined, signal);
    assert.deepEqual((await look(sha256)).missingHashes, ['SHA-1']);
    assert.deepEqual((await look(sha256, listing(hashes))).missingHashes, []);
    assert.equal((await look({ ...sha256, 'SHA-1': 'b' })).match?.hashName, 'SHA-1');
  });
});
