import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Codeartifact } from '@aws-sdk/client-codeartifact';
import { operations } from '../../../../src/sandbox/api/operations';
import type { Service } from '../../../../src/sandbox/service';
import { withSandbox, type Running } from '../runningSandbox';

const arn = 'arn:aws:codeartifact:us-east-1:111122223333';
const service = { region: 'us-east-1', account: '111122223333' } as Service;

/** A request that has everything that any operation may need. */
const query = new URLSearchParams({
  domain: 'demo',
  repository: 'one',
  format: 'generic',
  namespace: 'ns',
  package: 'pkg',
  version: '1.0',
  asset: 'a.txt',
  'source-repository': 'from',
  'destination-repository': 'to',
  'external-connection': 'public:npmjs',
  resourceArn: `${arn}:domain/demo`,
});
const body = {
  domain: 'demo',
  policyDocument: '{}',
  tags: [],
  tagKeys: [],
  versions: ['1.0'],
  targetStatus: 'Published',
  restrictions: { publish: 'ALLOW', upstream: 'ALLOW' },
};

const onDomain = `${arn}:domain/demo`;
const onRepository = `${arn}:repository/demo/one`;
const onPackage = `${arn}:package/demo/one/generic/ns/pkg`;

/** The service authorization reference: what each operation needs on which resource. */
const table: Readonly<Record<string, readonly string[]>> = {
  [onDomain]: [
    ...['DescribeDomain', 'ListRepositoriesInDomain', 'DeleteDomain', 'GetDomainPermissionsPolicy'],
    ...['PutDomainPermissionsPolicy', 'DeleteDomainPermissionsPolicy'],
    ...['TagResource', 'UntagResource', 'ListTagsForResource'],
  ],
  [onRepository]: [
    ...['DescribeRepository', 'GetRepositoryEndpoint', 'ListPackages', 'UpdateRepository'],
    ...['DeleteRepository', 'AssociateExternalConnection', 'DisassociateExternalConnection'],
    ...['GetRepositoryPermissionsPolicy', 'PutRepositoryPermissionsPolicy'],
    'DeleteRepositoryPermissionsPolicy',
  ],
  [onPackage]: [
    ...['DescribePackage', 'DescribePackageVersion', 'ListPackageVersions', 'DeletePackage'],
    ...['ListPackageVersionAssets', 'ListPackageVersionDependencies', 'GetPackageVersionAsset'],
    ...['GetPackageVersionReadme', 'PublishPackageVersion', 'PutPackageOriginConfiguration'],
    ...['UpdatePackageVersionsStatus', 'DisposePackageVersions', 'DeletePackageVersions'],
  ],
  '*': ['ListDomains', 'ListRepositories', 'CreateDomain', 'CreateRepository'],
};

const wanted = new Map<string, [action: string, resource: string][]>([
  ...Object.entries(table).flatMap(([resource, names]) =>
    names.map(name => [name, [[`codeartifact:${name}`, resource]]] as [string, [string, string][]]),
  ),
  [
    'GetAuthorizationToken',
    [
      ['codeartifact:GetAuthorizationToken', onDomain],
      ['sts:GetServiceBearerToken', '*'],
    ],
  ],
  [
    'CopyPackageVersions',
    [
      ['codeartifact:ReadFromRepository', `${arn}:repository/demo/from`],
      ['codeartifact:CopyPackageVersions', `${arn}:package/demo/to/generic/ns/pkg`],
      ['codeartifact:CopyPackageVersions', `${arn}:repository/demo/to`],
    ],
  ],
]);

describe('the permissions of operations', () => {
  for (const operation of operations)
    it(operation.name, () => {
      const header = () => 'a'.repeat(64);
      const permissions = operation.prepare({ query, header, body }).permissions(service);
      assert.deepEqual(
        permissions.map(it => [it.action, it.resource]),
        wanted.get(operation.name),
      );
    });

  it('include that to use a repository as upstream', () => {
    const create = operations.find(it => it.name === 'CreateRepository');
    const upstreams = [{ repositoryName: 'up' }];
    const prepared = create?.prepare({ query, header: () => undefined, body: { upstreams } });
    assert.deepEqual(
      prepared?.permissions(service).map(it => [it.action, it.resource]),
      [
        ['codeartifact:CreateRepository', '*'],
        ['codeartifact:AssociateWithDownstreamRepository', `${arn}:repository/demo/up`],
      ],
    );
  });
});

/** A client of the user who may do nothing. */
function newcomer({ sandbox, folder }: Running): Codeartifact {
  const file = readFileSync(path.join(folder, 'data/sandbox.json'), 'utf8');
  const { users } = JSON.parse(file) as {
    users: { user: string; accessKeyId: string; secretAccessKey: string }[];
  };
  const credentials = users.find(it => it.user === 'newcomer');
  assert.ok(credentials);
  const { endpoint, region } = sandbox.announcement;
  return new Codeartifact({ endpoint, region, credentials, maxAttempts: 1 });
}

describe('authorize', () => {
  const statement = (Effect: string, Principal = 'arn:aws:iam::111122223333:user/newcomer') =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect, Principal: { AWS: Principal }, Action: 'codeartifact:*', Resource: '*' },
      ],
    });

  it('applies resource policies, which never lock their owner out', () =>
    withSandbox(async running => {
      const { api } = running;
      const stranger = newcomer(running);
      const repository = { domain: 'demo', repository: 'webapp' };
      const denied = (message: RegExp) => ({ name: 'AccessDeniedException', message });
      await assert.rejects(
        stranger.describeRepository(repository),
        denied(
          /because no identity-based policy allows the codeartifact:DescribeRepository action$/,
        ),
      );
      await api.putRepositoryPermissionsPolicy({
        ...repository,
        policyDocument: statement('Allow'),
      });
      assert.equal((await stranger.describeRepository(repository)).repository?.name, 'webapp');
      await assert.rejects(stranger.describeDomain({ domain: 'demo' }), denied(/DescribeDomain/));
      const everyone = statement('Deny', '*');
      await api.putRepositoryPermissionsPolicy({ ...repository, policyDocument: everyone });
      await assert.rejects(
        api.describeRepository(repository),
        denied(/with an explicit deny in a resource-based policy$/),
      );
      await api.putRepositoryPermissionsPolicy({
        ...repository,
        policyDocument: statement('Allow'),
      });
      await api.describeRepository(repository);
      stranger.destroy();
    }));

  it('reports missing permissions before missing resources', () =>
    withSandbox(async running => {
      const stranger = newcomer(running);
      await assert.rejects(stranger.describeDomain({ domain: 'none' }), {
        name: 'AccessDeniedException',
      });
      stranger.destroy();
    }));
});
