import {
  DescribePackageVersionCommand,
  ListPackagesCommand,
  ListPackageVersionsCommand,
} from '@aws-sdk/client-codeartifact';
import type { PackageFilter, Page, VersionDetails, VersionSummary } from '../../core/codeArtifact';
import {
  packageOf as onlyPackage,
  repositoryOf,
  type Package,
  type PackageVersion,
  type Repository,
} from '../../core/coordinates';
import type { ResponseReader } from './responseReader';
import { packageInput, repositoryInput } from './requestInputs';
import type { CallContext } from './session';
import * as read from './responseParsers';

/** Which page of a list is asked for, and how long it may be. */
interface Paging {
  readonly maxResults: number;
  readonly nextToken?: string;
}

/** `ListPackages`. */
export async function listPackages(
  { clients, abortSignal }: CallContext,
  reader: ResponseReader,
  repository: Repository,
  { format, namespacePrefix, packagePrefix, publish, upstream }: PackageFilter,
  paging: Paging,
): Promise<Page<Package>> {
  const output = await clients.codeArtifact.send(
    new ListPackagesCommand({
      ...repositoryInput(repository),
      ...paging,
      ...(format && { format }),
      ...(namespacePrefix && { namespace: namespacePrefix }),
      ...(packagePrefix && { packagePrefix }),
      ...(publish && { publish }),
      ...(upstream && { upstream }),
    }),
    { abortSignal },
  );
  const of = repositoryOf(repository);
  const items = reader
    .list('packages', output.packages)
    .flatMap(it => read.parsePackage(reader, it, of) ?? []);
  return read.createPage(reader, items, output.nextToken, paging.nextToken);
}

/** `ListPackageVersions`, newest first. */
export async function listVersions(
  { clients, abortSignal }: CallContext,
  reader: ResponseReader,
  of: Package,
  paging: Paging,
): Promise<Page<VersionSummary>> {
  const output = await clients.codeArtifact.send(
    new ListPackageVersionsCommand({ ...packageInput(of), ...paging, sortBy: 'PUBLISHED_TIME' }),
    { abortSignal },
  );
  const items = reader
    .list('versions', output.versions)
    .map(it => read.parseVersionSummary(reader, it, onlyPackage(of)));
  return read.createPage(reader, items, output.nextToken, paging.nextToken);
}

/** `ListPackageVersions` of those that were published here: whether there is one. */
export async function hasInternalVersions(
  { clients, abortSignal }: CallContext,
  reader: ResponseReader,
  of: Package,
): Promise<boolean> {
  let nextToken: string | undefined;
  // A page may be empty and have a next one all the same: what is filtered counts as read.
  do {
    const output = await clients.codeArtifact.send(
      new ListPackageVersionsCommand({
        ...packageInput(of),
        originType: 'INTERNAL',
        ...(nextToken !== undefined && { nextToken }),
      }),
      { abortSignal },
    );
    const found = reader
      .list('versions', output.versions)
      .map(it => read.parseVersionSummary(reader, it, onlyPackage(of)));
    if (found.length > 0) return true;
    nextToken = output.nextToken === nextToken ? undefined : output.nextToken;
  } while (nextToken !== undefined);
  return false;
}

/** `DescribePackageVersion`. */
export async function describeVersion(
  { clients, abortSignal }: CallContext,
  reader: ResponseReader,
  version: PackageVersion,
): Promise<VersionDetails> {
  const output = await clients.codeArtifact.send(
    new DescribePackageVersionCommand({
      ...packageInput(version),
      packageVersion: version.version,
    }),
    { abortSignal },
  );
  const description = reader.required('packageVersion', output.packageVersion);
  return read.parseVersionDetails(reader, description, {
    ...onlyPackage(version),
    version: version.version,
  });
}
