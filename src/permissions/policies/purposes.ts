/** What a policy allows. `only` allows nothing but the denied action. */
export type Purpose = 'read' | 'publish' | 'administer' | 'only';

/** The resource type of an action; `any` is `*`, for actions without resource-level permissions. */
export type ResourceLevel = 'domain' | 'repository' | 'package' | 'any';

/** CodeArtifact actions, without the prefix `codeartifact:`, by resource type. */
export type PurposeActions = Readonly<Record<ResourceLevel, readonly string[]>>;

// Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS
// CodeArtifact". CopyPackageVersions applies to the package and to the repository.
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

/** The actions that each purpose needs. All but `only` also need `sts:GetServiceBearerToken`. */
export const purposeActions: Readonly<Record<Purpose, PurposeActions>> = {
  read,
  publish,
  administer,
  only: none,
};

/** All purposes, starting with the narrowest one that allows `action`. */
export function rankPurposes(action: string | undefined): readonly Purpose[] {
  const name = action?.replace(/^codeartifact:/, '') ?? '';
  const order: readonly Purpose[] = ['read', 'publish', 'administer', 'only'];
  const token = action === undefined || action === 'sts:GetServiceBearerToken';
  const best = order.find(it => token || allows(purposeActions[it], name)) ?? 'only';
  return [best, ...order.filter(it => it !== best)];
}

function allows(actions: PurposeActions, name: string): boolean {
  return Object.values(actions).some(names => names.includes(name));
}
