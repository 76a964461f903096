import assert from 'node:assert/strict';
import type { Codeartifact } from '@aws-sdk/client-codeartifact';
import { publish } from '../publishing';
import { withSandbox } from '../runningSandbox';

const account = '111122223333';

const withApi = (use: (api: Codeartifact) => Promise<void>) => withSandbox(({ api }) => use(api));

describe('domains of the sandbox', () => {
  it('are described as they were created', () =>
    withApi(async api => {
      await api.createDomain({ domain: 'dom-one', tags: [{ key: 'team', value: 'core' }] });
      const { domain = {} } = await api.describeDomain({ domain: 'dom-one' });
      const { createdTime, encryptionKey, s3BucketArn, ...described } = domain;
      assert.ok(createdTime && Math.abs(createdTime.getTime() - Date.now()) < 60_000);
      assert.match(encryptionKey ?? '', /^arn:aws:kms:us-east-1:111122223333:/);
      assert.match(s3BucketArn ?? '', /^arn:aws:s3:::/);
      assert.deepEqual(described, {
        name: 'dom-one',
        owner: account,
        status: 'Active',
        arn: `arn:aws:codeartifact:us-east-1:${account}:domain/dom-one`,
        repositoryCount: 0,
        assetSizeBytes: 0,
      });
    }));

  it('count their repositories and the bytes of their assets', () =>
    withApi(async api => {
      await api.createDomain({ domain: 'counted' });
      for (const repository of ['one', 'two'])
        await api.createRepository({ domain: 'counted', repository });
      await publish(api, '1', { domain: 'counted', repository: 'one', content: 'hello' });
      const { domain } = await api.describeDomain({ domain: 'counted', domainOwner: account });
      assert.deepEqual([domain?.repositoryCount, domain?.assetSizeBytes], [2, 5]);
    }));

  it('have a unique name and one owner', () =>
    withApi(async api => {
      await assert.rejects(api.createDomain({ domain: 'demo' }), {
        name: 'ConflictException',
        resourceType: 'domain',
        message: /already exists/,
      });
      await assert.rejects(api.describeDomain({ domain: 'demo', domainOwner: '999988887777' }), {
        name: 'ResourceNotFoundException',
        message: /owned by account '999988887777'/,
      });
    }));

  it('are listed page by page', () =>
    withApi(async api => {
      for (const domain of ['aaa', 'zzz']) await api.createDomain({ domain });
      const names: (string | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const page = await api.listDomains({ maxResults: 2, ...(nextToken && { nextToken }) });
        assert.ok((page.domains?.length ?? 0) <= 2);
        names.push(...(page.domains ?? []).map(it => it.name));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      assert.deepEqual(names, ['aaa', 'demo', 'zzz']);
      await assert.rejects(api.listDomains({ nextToken: 'nonsense' }), {
        name: 'ValidationException',
        message: /nextToken/,
      });
    }));

  it('can be deleted repeatedly when they have no repositories', () =>
    withApi(async api => {
      await api.createDomain({ domain: 'gone' });
      await api.createRepository({ domain: 'gone', repository: 'one' });
      await assert.rejects(api.deleteDomain({ domain: 'gone' }), {
        name: 'ConflictException',
        message: /repositories/,
      });
      await api.deleteRepository({ domain: 'gone', repository: 'one' });
      const { domain } = await api.deleteDomain({ domain: 'gone' });
      assert.deepEqual([domain?.name, domain?.status], ['gone', 'Deleted']);
      await assert.rejects(api.describeDomain({ domain: 'gone' }), {
        name: 'ResourceNotFoundException',
      });
      await api.deleteDomain({ domain: 'gone' });
    }));

  for (const [seconds, lifetime] of [
    [undefined, 43_200],
    [0, 43_200],
    [900, 900],
    [43_200, 43_200],
  ] as const)
    it(`give a token for ${seconds ?? 'no'} seconds`, () =>
      withApi(async api => {
        const { authorizationToken, expiration } = await api.getAuthorizationToken({
          domain: 'demo',
          ...(seconds !== undefined && { durationSeconds: seconds }),
        });
        assert.match(authorizationToken ?? '', /^[\w-]+(\.[\w-]+){4}$/);
        const left = ((expiration?.getTime() ?? 0) - Date.now()) / 1000;
        assert.ok(Math.abs(left - lifetime) < 60, `${left} of ${lifetime}`);
      }));

  for (const seconds of [1, 899, 43_201])
    it(`give no token for ${seconds} seconds`, () =>
      withApi(api =>
        assert.rejects(api.getAuthorizationToken({ domain: 'demo', durationSeconds: seconds }), {
          name: 'ValidationException',
        }),
      ));
});

describe('tags in the sandbox', () => {
  const arn = `arn:aws:codeartifact:us-east-1:${account}:`;
  const tag = (key: string, value: string) => ({ key, value });

  for (const resource of ['domain/demo', 'repository/demo/webapp'])
    it(`are set, replaced and removed on ${resource}`, () =>
      withApi(async api => {
        const resourceArn = arn + resource;
        await api.tagResource({ resourceArn, tags: [tag('a', '1'), tag('b', '2')] });
        await api.tagResource({ resourceArn, tags: [tag('a', '3')] });
        const tags = async () => (await api.listTagsForResource({ resourceArn })).tags;
        assert.deepEqual(await tags(), [tag('b', '2'), tag('a', '3')]);
        await api.untagResource({ resourceArn, tagKeys: ['b', 'c'] });
        assert.deepEqual(await tags(), [tag('a', '3')]);
      }));

  it('have unique keys, at most 200', () =>
    withApi(async api => {
      const resourceArn = `${arn}domain/demo`;
      const many = (length: number, from = 0) =>
        Array.from({ length }, (_, at) => tag(`key-${from + at}`, ''));
      await assert.rejects(api.tagResource({ resourceArn, tags: [tag('a', '1'), tag('a', '2')] }), {
        name: 'ValidationException',
        message: /twice/,
      });
      await api.tagResource({ resourceArn, tags: many(200) });
      await api.tagResource({ resourceArn, tags: many(1) });
      await assert.rejects(api.tagResource({ resourceArn, tags: many(1, 200) }), {
        name: 'ServiceQuotaExceededException',
        resourceId: 'demo',
        resourceType: 'domain',
      });
    }));

  const wrong: [arn: string, name: string][] = [
    [`${arn}domain/none`, 'ResourceNotFoundException'],
    [`${arn}repository/demo/none`, 'ResourceNotFoundException'],
    ['arn:aws:codeartifact:us-east-1:999988887777:domain/demo', 'ResourceNotFoundException'],
    ['arn:aws:codeartifact:eu-west-1:111122223333:domain/demo', 'ValidationException'],
    [`${arn}domain/demo/webapp`, 'ValidationException'],
    [`${arn}repository/demo`, 'ValidationException'],
    [`${arn}repository/demo/webapp/more`, 'ValidationException'],
    [`${arn}package/demo/webapp`, 'ValidationException'],
    ['arn:aws:s3:::bucket', 'ValidationException'],
  ];
  for (const [resourceArn, name] of wrong)
    it(`are not of ${resourceArn}`, () =>
      withApi(api => assert.rejects(api.listTagsForResource({ resourceArn }), { name })));
});
