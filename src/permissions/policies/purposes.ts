/** What somebody wants to be allowed. `only`: what was refused, and nothing else. */
export type Purpose = 'read' | 'publish' | 'administer' | 'only';

/** What an action is allowed on; `any` is `*`, for actions that name no resource. */
export type Level = 'domain' | 'repository' | 'package' | 'any';

/** Actions of CodeArtifact, without `codeartifact:`, by what they are allowed on. */
export type Actions = Readonly<Record<Level, readonly string[]>>;

// Levels: service authorization reference, "Actions, resources, and condition keys for AWS
// CodeArtifact". CopyPackageVersions wants the package and the repository.
const read: Actions = {
  domain: ['GetAuthorizationToken', 'ListRepositoriesInDomain'],
  repository: ['DescribeRepository', 'GetRepositoryEndpoint', 'ListPackages', 'ReadFromRepository'],
  package: [
    'DescribePackage',
    'DescribePackageVersion',
    'GetPackageVersionAsset',
    'GetPackageVersionReadme',
    'ListPackageVersionAssets',
    'ListPackageVersionDependencies',
    'ListPackageVersions',
  ],
  any: ['ListDomains'],
};

const publish: Actions = {
  ...read,
  package: [...read.package, 'PublishPackageVersion', 'PutPackageMetadata'],
};

const administer: Actions = {
  domain: [
    ...publish.domain,
    'DeleteDomain',
    'DeleteDomainPermissionsPolicy',
    'DescribeDomain',
    'GetDomainPermissionsPolicy',
    'ListTagsForResource',
    'PutDomainPermissionsPolicy',
    'TagResource',
    'UntagResource',
  ],
  repository: [
    ...publish.repository,
    'AssociateExternalConnection',
    'AssociateWithDownstreamRepository',
    'CopyPackageVersions',
    'DeleteRepository',
    'DeleteRepositoryPermissionsPolicy',
    'DisassociateExternalConnection',
    'GetRepositoryPermissionsPolicy',
    'ListTagsForResource',
    'PutRepositoryPermissionsPolicy',
    'TagResource',
    'UntagResource',
    'UpdateRepository',
  ],
  package: [
    ...publish.package,
    'CopyPackageVersions',
    'DeletePackage',
    'DeletePackageVersions',
    'DisposePackageVersions',
    'PutPackageOriginConfiguration',
    'UpdatePackageVersionsStatus',
  ],
  any: [...publish.any, 'CreateRepository', 'ListRepositories'],
};

const none: Actions = { domain: [], repository: [], package: [], any: [] };

/** What each purpose needs of CodeArtifact. Every one but `only` also needs the bearer token of STS. */
export const purposes: Readonly<Record<Purpose, Actions>> = {
  read,
  publish,
  administer,
  only: none,
};

/** The purposes that allow `action`, the smallest first, then the others: the best to offer first. */
export function bestFirst(action: string | undefined): readonly Purpose[] {
  const name = action?.replace(/^codeartifact:/, '') ?? '';
  const order: readonly Purpose[] = ['read', 'publish', 'administer', 'only'];
  const token = action === undefined || action === 'sts:GetServiceBearerToken';
  const fitting = order.filter(it => token || allows(purposes[it], name));
  const best = fitting[0] ?? 'only';
  return [best, ...order.filter(it => it !== best)];
}

function allows(actions: Actions, name: string): boolean {
  return Object.values(actions).some(names => names.includes(name));
}
