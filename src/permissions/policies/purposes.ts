/** What somebody wants to be allowed. `only`: what was refused, and nothing else. */
export type Purpose = 'read' | 'publish' | 'administer' | 'only';

/** What an action is allowed on; `any` is `*`, for actions that name no resource. */
export type ResourceLevel = 'domain' | 'repository' | 'package' | 'any';

/** Actions of CodeArtifact, without `codeartifact:`, by what they are allowed on. */
export type PurposeActions = Readonly<Record<ResourceLevel, readonly string[]>>;

// Levels: service authorization reference, "Actions, resources, and condition keys for AWS
// CodeArtifact". CopyPackageVersions wants the package and the repository.
const read: PurposeActions = {
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

const publish: PurposeActions = {
  ...read,
  package: [...read.package, 'PublishPackageVersion', 'PutPackageMetadata'],
};

const administer: PurposeActions = {
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

const none: PurposeActions = { domain: [], repository: [], package: [], any: [] };

/** What each purpose needs of CodeArtifact. Every one but `only` also needs the bearer token of STS. */
export const purposeActions: Readonly<Record<Purpose, PurposeActions>> = {
  read,
  publish,
  administer,
  only: none,
};

/** The purposes that allow `action`, the smallest first, then the others: the best to offer first. */
export function rankPurposes(action: string | undefined): readonly Purpose[] {
  const name = action?.replace(/^codeartifact:/, '') ?? '';
  const order: readonly Purpose[] = ['read', 'publish', 'administer', 'only'];
  const token = action === undefined || action === 'sts:GetServiceBearerToken';
  const suitable = order.filter(it => token || allows(purposeActions[it], name));
  const best = suitable[0] ?? 'only';
  return [best, ...order.filter(it => it !== best)];
}

function allows(actions: PurposeActions, name: string): boolean {
  return Object.values(actions).some(names => names.includes(name));
}
