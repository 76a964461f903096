import type { Codeartifact } from '@aws-sdk/client-codeartifact';

/** Tries one action; resolves to whether it was allowed, however else it went. */
export type Probe = (api: Codeartifact, maven: string) => Promise<boolean>;

const domain = 'demo';
const repository = 'webapp';
const inRepository = { domain, repository };
// Nothing of that name is there: what is allowed fails with something else than a refusal.
const inPackage = { ...inRepository, format: 'maven', namespace: 'g', package: 'gone' } as const;
const inVersion = { ...inPackage, packageVersion: '1' };
const arn = 'arn:aws:codeartifact:us-east-1:111122223333';
const policyDocument = '{"Version":"2012-10-17","Statement":[]}';

async function allowed(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.name !== 'AccessDeniedException';
  }
}

const asks =
  (ask: (api: Codeartifact) => Promise<unknown>): Probe =>
  api =>
    allowed(ask(api));

/** A request of Maven's, with a token that an administrator made for the newcomer. */
const maven =
  (method: 'GET' | 'PUT', path: string): Probe =>
  async (api, endpoint) => {
    const { authorizationToken = '' } = await api.getAuthorizationToken({ domain });
    const authorization = `Basic ${Buffer.from(`aws:${authorizationToken}`).toString('base64')}`;
    const url = `${endpoint}/maven/d/demo-111122223333/webapp/${path}`;
    const answer = await fetch(url, {
      method,
      headers: { authorization },
      ...(method === 'PUT' && { body: '<metadata/>' }),
    });
    await answer.arrayBuffer();
    return answer.status !== 403;
  };

const tag = (resourceArn: string): Record<string, Probe> => ({
  ListTagsForResource: asks(api => api.listTagsForResource({ resourceArn })),
  TagResource: asks(api => api.tagResource({ resourceArn, tags: [{ key: 'a', value: 'b' }] })),
  UntagResource: asks(api => api.untagResource({ resourceArn, tagKeys: ['a'] })),
});

/** For every statement of a policy, by its Sid, how each of its actions is tried. */
export const probes: Readonly<Record<string, Readonly<Record<string, Probe>>>> = {
  CodeArtifactDomain: {
    GetAuthorizationToken: asks(api => api.getAuthorizationToken({ domain })),
    ListRepositoriesInDomain: asks(api => api.listRepositoriesInDomain({ domain })),
    DescribeDomain: asks(api => api.describeDomain({ domain })),
    DeleteDomain: asks(api => api.deleteDomain({ domain })),
    GetDomainPermissionsPolicy: asks(api => api.getDomainPermissionsPolicy({ domain })),
    PutDomainPermissionsPolicy: asks(api =>
      api.putDomainPermissionsPolicy({ domain, policyDocument }),
    ),
    DeleteDomainPermissionsPolicy: asks(api => api.deleteDomainPermissionsPolicy({ domain })),
    ...tag(`${arn}:domain/demo`),
  },
  CodeArtifactRepositories: {
    DescribeRepository: asks(api => api.describeRepository(inRepository)),
    GetRepositoryEndpoint: asks(api =>
      api.getRepositoryEndpoint({ ...inRepository, format: 'maven' }),
    ),
    ListPackages: asks(api => api.listPackages(inRepository)),
    ReadFromRepository: maven('GET', 'g/gone/maven-metadata.xml'),
    AssociateExternalConnection: asks(api =>
      api.associateExternalConnection({ ...inRepository, externalConnection: 'public:npmjs' }),
    ),
    DisassociateExternalConnection: asks(api =>
      api.disassociateExternalConnection({ ...inRepository, externalConnection: 'public:npmjs' }),
    ),
    AssociateWithDownstreamRepository: asks(api =>
      api.updateRepository({
        ...inRepository,
        upstreams: [{ repositoryName: 'maven-central-store' }],
      }),
    ),
    UpdateRepository: asks(api => api.updateRepository({ ...inRepository, description: 'it' })),
    DeleteRepository: asks(api => api.deleteRepository({ domain, repository: 'gone' })),
    GetRepositoryPermissionsPolicy: asks(api => api.getRepositoryPermissionsPolicy(inRepository)),
    PutRepositoryPermissionsPolicy: asks(api =>
      api.putRepositoryPermissionsPolicy({ ...inRepository, policyDocument }),
    ),
    DeleteRepositoryPermissionsPolicy: asks(api =>
      api.deleteRepositoryPermissionsPolicy(inRepository),
    ),
    CopyPackageVersions: asks(copy),
    ...tag(`${arn}:repository/demo/webapp`),
  },
  CodeArtifactPackages: {
    DescribePackage: asks(api => api.describePackage(inPackage)),
    DescribePackageVersion: asks(api => api.describePackageVersion(inVersion)),
    GetPackageVersionAsset: asks(api => api.getPackageVersionAsset({ ...inVersion, asset: 'a' })),
    GetPackageVersionReadme: asks(api => api.getPackageVersionReadme(inVersion)),
    ListPackageVersionAssets: asks(api => api.listPackageVersionAssets(inVersion)),
    ListPackageVersionDependencies: asks(api => api.listPackageVersionDependencies(inVersion)),
    ListPackageVersions: asks(api => api.listPackageVersions(inPackage)),
    PublishPackageVersion: asks(api =>
      api.publishPackageVersion({
        ...inVersion,
        format: 'generic',
        assetName: 'a',
        assetContent: 'a',
        assetSHA256: sha256OfA,
      }),
    ),
    PutPackageMetadata: maven('PUT', 'g/gone/maven-metadata.xml'),
    CopyPackageVersions: asks(copy),
    DeletePackage: asks(api => api.deletePackage(inPackage)),
    DeletePackageVersions: asks(api =>
      api.deletePackageVersions({ ...inPackage, versions: ['1'] }),
    ),
    DisposePackageVersions: asks(api =>
      api.disposePackageVersions({ ...inPackage, versions: ['1'] }),
    ),
    PutPackageOriginConfiguration: asks(api =>
      api.putPackageOriginConfiguration({
        ...inPackage,
        restrictions: { publish: 'ALLOW', upstream: 'BLOCK' },
      }),
    ),
    UpdatePackageVersionsStatus: asks(api =>
      api.updatePackageVersionsStatus({
        ...inPackage,
        versions: ['1'],
        targetStatus: 'Unlisted',
      }),
    ),
  },
  CodeArtifactLists: {
    ListDomains: asks(api => api.listDomains({})),
    ListRepositories: asks(api => api.listRepositories({})),
    CreateRepository: asks(api => api.createRepository({ domain, repository: 'new' })),
  },
  CodeArtifactBearerToken: {
    GetServiceBearerToken: asks(api => api.getAuthorizationToken({ domain })),
  },
};

const sha256OfA = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';

function copy(api: Codeartifact): Promise<unknown> {
  return api.copyPackageVersions({
    domain,
    format: 'maven',
    namespace: 'g',
    package: 'gone',
    versions: ['1'],
    sourceRepository: 'maven-central-store',
    destinationRepository: repository,
  });
}
