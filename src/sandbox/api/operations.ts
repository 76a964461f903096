import { getAuthorizationToken, getRepositoryEndpoint } from './access';
import { createDomain, deleteDomain, describeDomain, listDomains } from './domains';
import { associateExternalConnection, disassociateExternalConnection } from './externalConnections';
import {
  getPackageVersionAsset,
  getPackageVersionReadme,
  listPackageVersionAssets,
  listPackageVersionDependencies,
} from './assets';
import { copyPackageVersions } from './copyPackageVersions';
import type { Operation } from './operation';
import {
  deletePackage,
  describePackage,
  listPackages,
  putPackageOriginConfiguration,
} from './packages';
import {
  deleteDomainPermissionsPolicy,
  deleteRepositoryPermissionsPolicy,
  getDomainPermissionsPolicy,
  getRepositoryPermissionsPolicy,
  putDomainPermissionsPolicy,
  putRepositoryPermissionsPolicy,
} from './policies';
import { publishPackageVersion } from './publishPackageVersion';
import {
  createRepository,
  deleteRepository,
  describeRepository,
  updateRepository,
} from './repositories';
import { listRepositories, listRepositoriesInDomain } from './repositoryLists';
import { listTagsForResource, tagResource, untagResource } from './tags';
import {
  deletePackageVersions,
  disposePackageVersions,
  updatePackageVersionsStatus,
} from './versionChanges';
import { describePackageVersion, listPackageVersions } from './packageVersions';

/** The operations of the API that the sandbox supports. */
export const operations: readonly Operation[] = [
  createDomain,
  describeDomain,
  deleteDomain,
  listDomains,
  createRepository,
  describeRepository,
  updateRepository,
  deleteRepository,
  listRepositories,
  listRepositoriesInDomain,
  associateExternalConnection,
  disassociateExternalConnection,
  getAuthorizationToken,
  getRepositoryEndpoint,
  listPackages,
  describePackage,
  deletePackage,
  putPackageOriginConfiguration,
  listPackageVersions,
  describePackageVersion,
  listPackageVersionAssets,
  listPackageVersionDependencies,
  getPackageVersionAsset,
  getPackageVersionReadme,
  publishPackageVersion,
  copyPackageVersions,
  deletePackageVersions,
  disposePackageVersions,
  updatePackageVersionsStatus,
  putDomainPermissionsPolicy,
  getDomainPermissionsPolicy,
  deleteDomainPermissionsPolicy,
  putRepositoryPermissionsPolicy,
  getRepositoryPermissionsPolicy,
  deleteRepositoryPermissionsPolicy,
  tagResource,
  untagResource,
  listTagsForResource,
];

const operationsByRoute = new Map(operations.map(it => [`${it.method} ${it.path}`, it]));

/** The operation with this method and path, if there is one. */
export function findOperation(method: string, path: string): Operation | undefined {
  return operationsByRoute.get(`${method} ${path}`);
}
