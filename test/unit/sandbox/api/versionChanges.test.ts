import assert from 'node:assert/strict';
import type { Codeartifact } from '@aws-sdk/client-codeartifact';
import { genericPackage, publish } from '../publishing';
import { withSandbox } from '../runningSandbox';

const revisionOf = async (api: Codeartifact, packageVersion: string, repository = 'webapp') => {
  const { versionRevision = '' } = await api.listPackageVersionAssets({
    ...genericPackage,
    repository,
    packageVersion,
  });
  return versionRevision;
};

/** Gives `use` a sandbox with the versions 1, 2 and 3 of a package. */
const withVersions = (use: (api: Codeartifact) => Promise<void>) =>
  withSandbox(async ({ api }) => {
    for (const version of ['1', '2', '3']) await publish(api, version, { content: version });
    await use(api);
  });

describe('changing package versions in the sandbox', () => {
  const status = (api: Codeartifact, versions: string[], targetStatus: 'Archived' | 'Unlisted') =>
    api.updatePackageVersionsStatus({ ...genericPackage, versions, targetStatus });

  it('changes every version of a call and returns their revisions', () =>
    withVersions(async api => {
      const { successfulVersions, failedVersions } = await status(api, ['1', '2', '1'], 'Archived');
      assert.deepEqual(failedVersions, {});
      assert.deepEqual(successfulVersions, {
        '1': { status: 'Archived', revision: await revisionOf(api, '1') },
        '2': { status: 'Archived', revision: await revisionOf(api, '2') },
      });
      const { versions } = await api.listPackageVersions({ ...genericPackage, status: 'Archived' });
      assert.deepEqual(
        versions?.map(it => it.version),
        ['1', '2'],
      );
      await assert.rejects(
        api.getPackageVersionAsset({ ...genericPackage, packageVersion: '1', asset: 'a.txt' }),
        { name: 'ConflictException' },
      );
    }));

  it('changes no version when one of them cannot be changed', () =>
    withVersions(async api => {
      const { successfulVersions, failedVersions } = await status(api, ['1', '9'], 'Unlisted');
      assert.deepEqual(successfulVersions, {});
      assert.deepEqual(failedVersions, {
        '1': { errorCode: 'SKIPPED', errorMessage: 'version 1 is skipped' },
        '9': { errorCode: 'NOT_FOUND', errorMessage: 'Could not find version 9' },
      });
      const { packageVersion } = await api.describePackageVersion({
        ...genericPackage,
        packageVersion: '1',
      });
      assert.equal(packageVersion?.status, 'Published');
    }));

  it('refuses a version whose status is not the expected one', () =>
    withVersions(async api => {
      const change = (expectedStatus: 'Archived' | 'Published') =>
        api.updatePackageVersionsStatus({
          ...genericPackage,
          versions: ['1'],
          targetStatus: 'Unlisted',
          expectedStatus,
        });
      assert.deepEqual((await change('Archived')).failedVersions, {
        '1': {
          errorCode: 'MISMATCHED_STATUS',
          errorMessage: 'current status: Published, expected status: Archived',
        },
      });
      assert.equal((await change('Published')).successfulVersions?.['1']?.status, 'Unlisted');
    }));

  it('refuses a version whose revision is not the expected one', () =>
    withVersions(async api => {
      const revision = await revisionOf(api, '1');
      const change = (versionRevisions: Record<string, string>) =>
        api.updatePackageVersionsStatus({
          ...genericPackage,
          versions: ['1'],
          targetStatus: 'Unlisted',
          versionRevisions,
        });
      assert.deepEqual((await change({ '1': 'wrong' })).failedVersions, {
        '1': {
          errorCode: 'MISMATCHED_REVISION',
          errorMessage: `current revision: ${revision}, expected revision: wrong`,
        },
      });
      for (const others of [{ '2': revision }, { '1': revision, '2': revision }, {}])
        await assert.rejects(change(others), {
          name: 'ValidationException',
          message: /must name the same versions/,
        });
      assert.equal((await change({ '1': revision })).successfulVersions?.['1']?.status, 'Unlisted');
    }));

  for (const target of ['Unfinished', 'Disposed', 'Deleted'] as const)
    it(`does not set the status ${target}`, () =>
      withVersions(async api => {
        await assert.rejects(
          api.updatePackageVersionsStatus({
            ...genericPackage,
            versions: ['1'],
            targetStatus: target,
          }),
          {
            name: 'ValidationException',
            message: new RegExp(`Archived, Published or Unlisted: ${target}$`),
          },
        );
      }));

  it('disposes versions: they lose their assets and change no more', () =>
    withVersions(async api => {
      const { successfulVersions } = await api.disposePackageVersions({
        ...genericPackage,
        versions: ['2'],
        expectedStatus: 'Published',
      });
      assert.equal(successfulVersions?.['2']?.status, 'Disposed');
      const disposed = { ...genericPackage, packageVersion: '2' };
      assert.deepEqual((await api.listPackageVersionAssets(disposed)).assets, []);
      assert.deepEqual((await status(api, ['2'], 'Archived')).failedVersions, {
        '2': {
          errorCode: 'NOT_ALLOWED',
          errorMessage: 'version 2 is Disposed and cannot change its status',
        },
      });
      await assert.rejects(publish(api, '2', { content: '2' }), { name: 'ConflictException' });
    }));

  it('deletes versions, which can be published again', () =>
    withVersions(async api => {
      const gone = await api.deletePackageVersions({ ...genericPackage, versions: ['2', '3'] });
      assert.equal(gone.successfulVersions?.['2']?.status, 'Deleted');
      const { versions } = await api.listPackageVersions(genericPackage);
      assert.deepEqual(
        versions?.map(it => it.version),
        ['1'],
      );
      assert.equal((await publish(api, '2', { content: 'again' })).status, 'Published');
    }));

  it('fails for a package that does not exist', () =>
    withVersions(async api => {
      const missing = { ...genericPackage, package: 'missing', versions: ['1'] };
      for (const call of [
        () => api.deletePackageVersions(missing),
        () => api.disposePackageVersions(missing),
        () => api.updatePackageVersionsStatus({ ...missing, targetStatus: 'Archived' }),
      ])
        await assert.rejects(call, { name: 'ResourceNotFoundException' });
    }));
});

describe('copying package versions in the sandbox', () => {
  const pair = { sourceRepository: 'webapp', destinationRepository: 'other' };
  const { repository: _, ...packageOf } = genericPackage;
  const copy = (api: Codeartifact, more: object) =>
    api.copyPackageVersions({ ...packageOf, ...pair, ...more });
  const withTwo = (use: (api: Codeartifact) => Promise<void>) =>
    withVersions(async api => {
      await api.createRepository({ domain: 'demo', repository: 'other' });
      await use(api);
    });

  it('copies versions with their assets, and leaves out those that are equal', () =>
    withTwo(async api => {
      const first = await copy(api, { versions: ['1'] });
      assert.deepEqual(first.successfulVersions, {
        '1': { status: 'Published', revision: await revisionOf(api, '1') },
      });
      const copied = { ...genericPackage, repository: 'other', packageVersion: '1' };
      const { assets } = await api.listPackageVersionAssets(copied);
      assert.deepEqual(
        assets?.map(it => it.name),
        ['a.txt'],
      );
      const again = await copy(api, { versions: ['1', '2'] });
      assert.deepEqual(Object.keys(again.successfulVersions ?? {}), ['2']);
      assert.deepEqual(again.failedVersions, {});
    }));

  it('copies nothing when a version is missing', () =>
    withTwo(async api => {
      assert.deepEqual((await copy(api, { versions: ['1', '5'] })).failedVersions, {
        '1': { errorCode: 'SKIPPED', errorMessage: 'Version 1 was skipped' },
        '5': { errorCode: 'NOT_FOUND', errorMessage: 'Could not find version 5' },
      });
      await assert.rejects(api.listPackageVersions({ ...genericPackage, repository: 'other' }), {
        name: 'ResourceNotFoundException',
      });
    }));

  it('overwrites a version only when requested', () =>
    withTwo(async api => {
      await publish(api, '1', { repository: 'other', content: 'different' });
      assert.deepEqual((await copy(api, { versions: ['1'] })).failedVersions, {
        '1': { errorCode: 'ALREADY_EXISTS', errorMessage: 'Version 1 already exists' },
      });
      await copy(api, { versions: ['1'], allowOverwrite: true });
      assert.equal(await revisionOf(api, '1', 'other'), await revisionOf(api, '1'));
    }));

  it('copies by revision', () =>
    withTwo(async api => {
      const wrong = await copy(api, { versionRevisions: { '1': 'wrong' } });
      assert.equal(wrong.failedVersions?.['1']?.errorCode, 'MISMATCHED_REVISION');
      const right = await copy(api, { versionRevisions: { '1': await revisionOf(api, '1') } });
      assert.equal(right.successfulVersions?.['1']?.status, 'Published');
    }));

  it('does not copy what is unfinished or disposed', () =>
    withTwo(async api => {
      await publish(api, '4', { unfinished: true });
      await api.disposePackageVersions({ ...genericPackage, versions: ['1'] });
      const { failedVersions } = await copy(api, { versions: ['1', '4'] });
      assert.deepEqual(failedVersions, {
        '1': { errorCode: 'NOT_ALLOWED', errorMessage: 'Version 1 is Disposed' },
        '4': { errorCode: 'NOT_ALLOWED', errorMessage: 'Version 4 is Unfinished' },
      });
    }));

  it('copies versions from upstreams of the source only when requested', () =>
    withTwo(async api => {
      await api.createRepository({
        domain: 'demo',
        repository: 'down',
        upstreams: [{ repositoryName: 'webapp' }],
      });
      const fromDown = { sourceRepository: 'down', versions: ['2'] };
      const without = await copy(api, fromDown);
      assert.equal(without.failedVersions?.['2']?.errorCode, 'NOT_FOUND');
      const included = await copy(api, { ...fromDown, includeFromUpstream: true });
      assert.equal(included.successfulVersions?.['2']?.status, 'Published');
    }));

  const invalid: [what: string, more: object, message: RegExp][] = [
    ['neither versions nor revisions', {}, /and not both/],
    ['both', { versions: ['1'], versionRevisions: { '1': 'x' } }, /and not both/],
    [
      'one repository as source and destination',
      { versions: ['1'], destinationRepository: 'webapp' },
      /must be different/,
    ],
  ];
  for (const [what, more, message] of invalid)
    it(`refuses ${what}`, () =>
      withTwo(api => assert.rejects(copy(api, more), { name: 'ValidationException', message })));
});
