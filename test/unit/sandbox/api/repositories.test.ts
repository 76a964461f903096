import assert from 'node:assert/strict';
import type { Codeartifact } from '@aws-sdk/client-codeartifact';
import { withSandbox } from '../runningSandbox';

const account = '111122223333';
const connection = 'public:maven-central';

/** Gives `use` a sandbox with the empty domain `reps`. */
const withDomain = (use: (api: Codeartifact, endpoint: string) => Promise<void>) =>
  withSandbox(async ({ api, sandbox }) => {
    await api.createDomain({ domain: 'reps' });
    await use(api, sandbox.announcement.endpoint);
  });

const create = (api: Codeartifact, repository: string, ...upstreams: readonly string[]) =>
  api.createRepository({
    domain: 'reps',
    repository,
    upstreams: upstreams.map(repositoryName => ({ repositoryName })),
  });

const update = (api: Codeartifact, repository: string, ...upstreams: readonly string[]) =>
  api.updateRepository({
    domain: 'reps',
    repository,
    upstreams: upstreams.map(repositoryName => ({ repositoryName })),
  });

describe('repositories of the sandbox', () => {
  it('are described as they were created', () =>
    withDomain(async api => {
      const { repository } = await api.createRepository({
        domain: 'reps',
        repository: 'store',
        description: 'The store',
        tags: [{ key: 'team', value: 'core' }],
      });
      const { createdTime, ...described } = repository ?? {};
      assert.ok(createdTime && Math.abs(createdTime.getTime() - Date.now()) < 60_000);
      const arn = `arn:aws:codeartifact:us-east-1:${account}:repository/reps/store`;
      assert.deepEqual(described, {
        name: 'store',
        domainName: 'reps',
        domainOwner: account,
        administratorAccount: account,
        arn,
        description: 'The store',
        upstreams: [],
        externalConnections: [],
      });
      const { tags } = await api.listTagsForResource({ resourceArn: arn });
      assert.deepEqual(tags, [{ key: 'team', value: 'core' }]);
    }));

  it('have a unique name in a domain that exists', () =>
    withDomain(async api => {
      await create(api, 'store');
      await assert.rejects(create(api, 'store'), {
        name: 'ConflictException',
        resourceId: 'reps/store',
        resourceType: 'repository',
        message: "Repository already exists. Repository 'store' already exists in domain 'reps'",
      });
      const nowhere = { domain: 'nowhere', repository: 'store' };
      await assert.rejects(api.createRepository(nowhere), { resourceType: 'domain' });
      await assert.rejects(api.describeRepository(nowhere), { resourceType: 'domain' });
      await assert.rejects(api.describeRepository({ domain: 'reps', repository: 'none' }), {
        name: 'ResourceNotFoundException',
        resourceId: 'reps/none',
      });
    }));

  it('have upstreams that exist, are listed once and form no cycle', () =>
    withDomain(async api => {
      await create(api, 'store');
      const { repository } = await create(api, 'app', 'store');
      assert.deepEqual(repository?.upstreams, [{ repositoryName: 'store' }]);
      await create(api, 'team', 'app');
      const refused: [call: () => Promise<unknown>, name: string, message: RegExp][] = [
        [() => create(api, 'bad', 'missing'), 'ResourceNotFoundException', /'missing' does not/],
        [() => create(api, 'bad', 'store', 'store'), 'ValidationException', /listed twice/],
        [() => update(api, 'store', 'store'), 'ValidationException', /its own upstream/],
        [() => update(api, 'store', 'app'), 'ValidationException', /'app' would create a cycle/],
        [() => update(api, 'store', 'team'), 'ValidationException', /'team' would create a cycle/],
      ];
      for (const [call, name, message] of refused) await assert.rejects(call, { name, message });
      await assert.rejects(api.describeRepository({ domain: 'reps', repository: 'bad' }));
    }));

  it('can reach an upstream in several ways', () =>
    withDomain(async api => {
      await create(api, 'store');
      await create(api, 'left', 'store');
      await create(api, 'right', 'store');
      const { repository } = await create(api, 'app', 'left', 'right', 'store');
      assert.equal(repository?.upstreams?.length, 3);
    }));

  it('have at most ten upstreams', () =>
    withDomain(async api => {
      const names = Array.from({ length: 11 }, (_, at) => `store-${at}`);
      for (const name of names) await create(api, name);
      await assert.rejects(create(api, 'app', ...names), {
        name: 'ServiceQuotaExceededException',
        message: /at most 10 upstream/,
      });
      const { repository } = await create(api, 'app', ...names.slice(1));
      assert.equal(repository?.upstreams?.length, 10);
    }));

  it('keep what an update omits', () =>
    withDomain(async api => {
      await create(api, 'store');
      await create(api, 'app', 'store');
      const id = { domain: 'reps', repository: 'app' };
      const { repository } = await api.updateRepository({ ...id, description: 'new' });
      assert.equal(repository?.description, 'new');
      assert.deepEqual(repository.upstreams, [{ repositoryName: 'store' }]);
      await update(api, 'app');
      const { repository: after } = await api.describeRepository(id);
      assert.deepEqual([after?.description, after?.upstreams], ['new', []]);
    }));

  it('lose an upstream that is deleted', () =>
    withDomain(async api => {
      await create(api, 'one');
      await create(api, 'two');
      await create(api, 'app', 'one', 'two');
      const gone = { domain: 'reps', repository: 'one' };
      assert.equal((await api.deleteRepository(gone)).repository?.name, 'one');
      const { repository } = await api.describeRepository({ domain: 'reps', repository: 'app' });
      assert.deepEqual(repository?.upstreams, [{ repositoryName: 'two' }]);
      await assert.rejects(api.deleteRepository(gone), { name: 'ResourceNotFoundException' });
    }));

  it('have either an external connection or upstreams', () =>
    withDomain(async api => {
      await create(api, 'store');
      await create(api, 'app', 'store');
      const on = { domain: 'reps', repository: 'store', externalConnection: connection };
      const { repository } = await api.associateExternalConnection(on);
      assert.deepEqual(repository?.externalConnections, [
        { externalConnectionName: connection, packageFormat: 'maven', status: 'Available' },
      ]);
      const associate = (externalConnection: string, name = 'store') =>
        api.associateExternalConnection({ ...on, repository: name, externalConnection });
      const refused: [call: () => Promise<unknown>, name: string, message: RegExp][] = [
        [() => associate(connection), 'ConflictException', /already has/],
        [() => associate('public:npmjs'), 'ServiceQuotaExceededException', /one external/],
        [() => associate('public:nothing'), 'ValidationException', /does not exist/],
        [() => associate('public:npmjs', 'app'), 'ConflictException', /has upstream/],
        [() => update(api, 'store', 'app'), 'ConflictException', /has an external connection/],
      ];
      for (const [call, name, message] of refused) await assert.rejects(call, { name, message });
      await update(api, 'store');
      const without = await api.disassociateExternalConnection(on);
      assert.deepEqual(without.repository?.externalConnections, []);
      await assert.rejects(api.disassociateExternalConnection(on), {
        name: 'ResourceNotFoundException',
        resourceId: 'reps/store',
      });
    }));

  for (const [name, format] of [
    ['public:npmjs', 'npm'],
    ['public:pypi', 'pypi'],
    ['public:nuget-org', 'nuget'],
    ['public:ruby-gems-org', 'ruby'],
    ['public:crates-io', 'cargo'],
    ['public:maven-googleandroid', 'maven'],
    ['public:maven-gradleplugins', 'maven'],
    ['public:maven-commonsware', 'maven'],
    ['public:maven-clojars', 'maven'],
  ] as const)
    it(`take packages of the format ${format} from ${name}`, () =>
      withDomain(async api => {
        await create(api, 'store');
        const { repository } = await api.associateExternalConnection({
          domain: 'reps',
          repository: 'store',
          externalConnection: name,
        });
        assert.equal(repository?.externalConnections?.[0]?.packageFormat, format);
      }));

  it('are listed by domain, prefix and administrator, page by page', () =>
    withDomain(async api => {
      for (const name of ['store', 'app', 'stage']) await create(api, name);
      const names = async (more: object) => {
        const { repositories = [] } = await api.listRepositoriesInDomain({
          domain: 'reps',
          ...more,
        });
        return repositories.map(it => it.name);
      };
      assert.deepEqual(await names({}), ['app', 'stage', 'store']);
      assert.deepEqual(await names({ repositoryPrefix: 'st' }), ['stage', 'store']);
      assert.deepEqual(await names({ repositoryPrefix: 'tore' }), []);
      assert.deepEqual(await names({ administratorAccount: account }), ['app', 'stage', 'store']);
      assert.deepEqual(await names({ administratorAccount: '999988887777' }), []);
      const first = await api.listRepositoriesInDomain({ domain: 'reps', maxResults: 2 });
      assert.equal(first.repositories?.length, 2);
      const rest = { maxResults: 2, nextToken: first.nextToken };
      assert.deepEqual(await names(rest), ['store']);
      await assert.rejects(names({ ...rest, repositoryPrefix: 's' }), {
        name: 'ValidationException',
      });
      await assert.rejects(names({ domain: 'nowhere' }), { name: 'ResourceNotFoundException' });
      const { repositories = [] } = await api.listRepositories({ repositoryPrefix: 'st' });
      assert.deepEqual(
        repositories.map(it => `${it.domainName ?? ''}/${it.name ?? ''}`),
        ['reps/stage', 'reps/store'],
      );
      const all = await api.listRepositories({ maxResults: 1 });
      const next = await api.listRepositories({ maxResults: 1, nextToken: all.nextToken });
      assert.notEqual(next.repositories?.[0]?.arn, all.repositories?.[0]?.arn);
    }));

  it('have an endpoint for each format', () =>
    withDomain(async (api, endpoint) => {
      await create(api, 'app');
      const { repositoryEndpoint } = await api.getRepositoryEndpoint({
        domain: 'reps',
        repository: 'app',
        format: 'npm',
      });
      assert.equal(repositoryEndpoint, `${endpoint}/npm/d/reps-${account}/app/`);
    }));
});
