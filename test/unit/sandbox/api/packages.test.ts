import assert from 'node:assert/strict';
import type { Codeartifact } from '@aws-sdk/client-codeartifact';
import { genericPackage, publish } from '../publishing';
import { withSandbox } from '../runningSandbox';

const { domain } = genericPackage;
const version = { ...genericPackage, packageVersion: '1.0' };

const withApi = (use: (api: Codeartifact) => Promise<void>) =>
  withSandbox(async ({ api }) => {
    await api.createRepository({ domain, repository: 'one' });
    await use(api);
  });

describe('publishing a generic package to the sandbox', () => {
  it('adds assets until the version is published', () =>
    withApi(async api => {
      const first = await publish(api, '1.0', { content: 'first', unfinished: true });
      assert.equal(first.status, 'Unfinished');
      assert.deepEqual(
        [first.format, first.namespace, first.package, first.version],
        ['generic', 'ns', 'pkg', '1.0'],
      );
      assert.equal(first.asset?.size, 5);
      assert.match(first.asset.hashes?.MD5 ?? '', /^[0-9a-f]{32}$/);
      const again = await publish(api, '1.0', { content: 'first', unfinished: true });
      assert.equal(again.status, 'Unfinished');
      await assert.rejects(publish(api, '1.0', { content: 'other', unfinished: true }), {
        name: 'ConflictException',
        message: /a\.txt/,
      });
      const last = await publish(api, '1.0', { assetName: 'b.txt', content: 'second' });
      assert.equal(last.status, 'Published');
      assert.notEqual(last.versionRevision, undefined);
      const same = await publish(api, '1.0', { assetName: 'b.txt', content: 'second' });
      assert.equal(same.versionRevision, last.versionRevision);
      await assert.rejects(publish(api, '1.0', { assetName: 'b.txt', content: 'changed' }), {
        name: 'ConflictException',
      });
      await assert.rejects(publish(api, '1.0', { assetName: 'c.txt' }), {
        name: 'ConflictException',
        message: /Published/,
      });
    }));

  it('stores no content with another hash', () =>
    withApi(async api => {
      await assert.rejects(
        api.publishPackageVersion({
          ...version,
          assetName: 'a.txt',
          assetContent: Buffer.from('x'),
          assetSHA256: '0'.repeat(64),
        }),
        { name: 'ValidationException', message: /SHA-256/ },
      );
      await assert.rejects(api.describePackageVersion(version), {
        name: 'ResourceNotFoundException',
      });
      await assert.rejects(api.describePackage(genericPackage), {
        name: 'ResourceNotFoundException',
      });
    }));

  it('is for generic packages with a namespace, in a repository that exists', () =>
    withApi(async api => {
      const put = (more: object) =>
        api.publishPackageVersion({
          ...version,
          assetName: 'a.txt',
          assetContent: Buffer.from('x'),
          assetSHA256: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
          ...more,
        });
      const refused: [more: object, name: string, message: RegExp][] = [
        [{ format: 'maven' }, 'ValidationException', /maven/],
        [{ namespace: undefined }, 'ValidationException', /namespace/i],
        [{ assetName: 'a#b' }, 'ValidationException', /a#b/],
        [{ repository: 'two' }, 'ResourceNotFoundException', /two/],
      ];
      for (const [more, name, message] of refused)
        await assert.rejects(put(more), { name, message });
    }));

  it('returns the assets of the requested revision', () =>
    withApi(async api => {
      await publish(api, '1.0', { content: 'first', unfinished: true });
      const { versionRevision } = await publish(api, '1.0', { assetName: 'b.txt' });
      const asset = (more: object) =>
        api.getPackageVersionAsset({ ...version, asset: 'a.txt', ...more });
      const got = await asset({});
      assert.equal(await got.asset?.transformToString(), 'first');
      assert.deepEqual(
        [got.assetName, got.packageVersion, got.packageVersionRevision],
        ['a.txt', '1.0', versionRevision],
      );
      const exact = await asset({ packageVersionRevision: versionRevision });
      assert.equal(await exact.asset?.transformToString(), 'first');
      await assert.rejects(asset({ asset: 'zzz' }), {
        name: 'ResourceNotFoundException',
        message: /zzz/,
      });
      await assert.rejects(asset({ packageVersionRevision: 'other' }), {
        name: 'ResourceNotFoundException',
        message: /revision/,
      });
      const page = await api.listPackageVersionAssets({ ...version, maxResults: 1 });
      assert.deepEqual(
        page.assets?.map(it => [it.name, it.size]),
        [['a.txt', 5]],
      );
      const rest = await api.listPackageVersionAssets({
        ...version,
        maxResults: 1,
        nextToken: page.nextToken,
      });
      assert.deepEqual([rest.assets?.map(it => it.name), rest.nextToken], [['b.txt'], undefined]);
    }));

  it('shows the origin of a version', () =>
    withApi(async api => {
      await publish(api, '1.0');
      const { packageVersion } = await api.describePackageVersion(version);
      assert.deepEqual(packageVersion?.origin, {
        originType: 'INTERNAL',
        domainEntryPoint: { repositoryName: 'webapp' },
      });
      assert.deepEqual([packageVersion.packageName, packageVersion.status], ['pkg', 'Published']);
      assert.ok(Math.abs((packageVersion.publishedTime?.getTime() ?? 0) - Date.now()) < 60_000);
      await assert.rejects(api.getPackageVersionReadme(version), {
        name: 'ResourceNotFoundException',
      });
      await assert.rejects(api.listPackageVersionDependencies(version), {
        name: 'ValidationException',
      });
    }));
});

describe('lists of packages in the sandbox', () => {
  const place = { domain, repository: 'one' };
  const withPackages = (use: (api: Codeartifact) => Promise<void>) =>
    withApi(async api => {
      for (const name of ['pkg', 'beta', 'alpha'])
        await publish(api, '1.0', { repository: 'one', package: name });
      await use(api);
    });

  it('are sorted, filtered and paged', () =>
    withPackages(async api => {
      const names = async (more: object) => {
        const { packages = [] } = await api.listPackages({ ...place, ...more });
        return packages.map(it => it.package).join(' ');
      };
      const all = 'alpha beta pkg';
      assert.equal(await names({}), all);
      assert.equal(await names({ format: 'generic', namespace: 'n' }), all);
      assert.equal(await names({ format: 'generic', namespace: 'other' }), '');
      assert.equal(await names({ format: 'npm' }), '');
      assert.equal(await names({ packagePrefix: 'be' }), 'beta');
      assert.equal(await names({ publish: 'ALLOW' }), all);
      assert.equal(await names({ publish: 'BLOCK' }), '');
      assert.equal(await names({ upstream: 'ALLOW' }), '');
      assert.equal(await names({ upstream: 'BLOCK' }), all);
      await assert.rejects(names({ namespace: 'ns' }), {
        name: 'ValidationException',
        message: /format/,
      });
      const page = await api.listPackages({ ...place, maxResults: 2 });
      assert.equal(page.packages?.length, 2);
      const rest = { maxResults: 2, nextToken: page.nextToken };
      assert.equal(await names(rest), 'pkg');
      await assert.rejects(names({ ...rest, packagePrefix: 'x' }), { message: /nextToken/ });
    }));

  it('do not include a deleted package', () =>
    withPackages(async api => {
      const alpha = { ...genericPackage, ...place, package: 'alpha' };
      const { deletedPackage } = await api.deletePackage(alpha);
      assert.deepEqual(deletedPackage, {
        format: 'generic',
        namespace: 'ns',
        package: 'alpha',
        originConfiguration: { restrictions: { publish: 'ALLOW', upstream: 'BLOCK' } },
      });
      await assert.rejects(api.deletePackage(alpha), { name: 'ResourceNotFoundException' });
      await assert.rejects(api.describePackage(alpha), { name: 'ResourceNotFoundException' });
      const { packages } = await api.listPackages(place);
      assert.equal(packages?.length, 2);
    }));

  it('show origin controls, also of packages that do not exist yet', () =>
    withPackages(async api => {
      const later = { ...genericPackage, ...place, package: 'later' };
      const put = (publishing: 'ALLOW' | 'BLOCK', upstream: 'ALLOW' | 'BLOCK') =>
        api.putPackageOriginConfiguration({
          ...later,
          restrictions: { publish: publishing, upstream },
        });
      const { originConfiguration } = await put('BLOCK', 'ALLOW');
      assert.deepEqual(originConfiguration?.restrictions, { publish: 'BLOCK', upstream: 'ALLOW' });
      const { packages } = await api.listPackages({ ...place, publish: 'BLOCK' });
      assert.deepEqual(
        packages?.map(it => it.package),
        ['later'],
      );
      const add = () => publish(api, '1', { repository: 'one', package: 'later' });
      await assert.rejects(add(), { name: 'AccessDeniedException', message: /origin controls/ });
      await put('ALLOW', 'BLOCK');
      assert.equal((await add()).status, 'Published');
      const { package: described } = await api.describePackage(later);
      assert.deepEqual(described, {
        format: 'generic',
        namespace: 'ns',
        name: 'later',
        originConfiguration: { restrictions: { publish: 'ALLOW', upstream: 'BLOCK' } },
      });
    }));
});

describe('lists of package versions in the sandbox', () => {
  it('are sorted by name or time, filtered and paged', () =>
    withApi(async api => {
      for (const name of ['1.10', '1.9', '1.2']) await publish(api, name);
      const list = (more: object) => api.listPackageVersions({ ...genericPackage, ...more });
      const names = async (more: object) =>
        ((await list(more)).versions ?? []).map(it => it.version).join(' ');
      const { versions: _, ...about } = await list({});
      assert.deepEqual(
        [about.format, about.namespace, about.package, about.defaultDisplayVersion],
        ['generic', 'ns', 'pkg', '1.2'],
      );
      assert.equal(await names({}), '1.10 1.2 1.9');
      assert.equal(await names({ sortBy: 'PUBLISHED_TIME' }), '1.2 1.9 1.10');
      assert.equal(await names({ status: 'Archived' }), '');
      assert.equal(await names({ status: 'Published', originType: 'INTERNAL' }), '1.10 1.2 1.9');
      assert.equal(await names({ originType: 'EXTERNAL' }), '');
      const page = await list({ sortBy: 'PUBLISHED_TIME', maxResults: 2 });
      assert.equal(page.versions?.length, 2);
      const rest = { sortBy: 'PUBLISHED_TIME', maxResults: 2, nextToken: page.nextToken };
      assert.equal(await names(rest), '1.10');
      const last = page.versions.at(-1)?.version ?? '';
      await api.deletePackageVersions({ ...genericPackage, versions: [last] });
      await assert.rejects(list(rest), { name: 'ValidationException', message: /nextToken/ });
      await assert.rejects(list({ package: 'none' }), {
        name: 'ResourceNotFoundException',
        message: /Package not found/,
      });
    }));
});
