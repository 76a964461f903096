import {
  DescribePackageVersionCommand,
  ListPackagesCommand,
  ListPackageVersionsCommand,
} from '@aws-sdk/client-codeartifact';
import type { PackageFilter, Page, VersionDetails, VersionSummary } from '../../core/codeArtifact';
import {
  packageOf,
  repositoryOf,
  type Package,
  type PackageVersion,
  type Repository,
} from '../../core/coordinates';
import type { ResponseReader } from './responseReader';
import { packageInput, repositoryInput } from './requestInputs';
import type { CallContext } from './session';
import * as parsers from './responseParsers';

/** The page of a list to request, and its maximum length. */
interface Paging {
  readonly maxResults: number;
  readonly nextToken?: string;
}

/** Calls `ListPackages` for one page. */
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
    .flatMap(summary => parsers.parsePackage(reader, summary, of) ?? []);
  return parsers.createPage(reader, items, output.nextToken, paging.nextToken);
}

/** Calls `ListPackageVersions` for one page, newest first. */
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
    .map(summary => parsers.parseVersionSummary(reader, summary, packageOf(of)));
  return parsers.createPage(reader, items, output.nextToken, paging.nextToken);
}

/** Whether any version was published to the repository directly, by `ListPackageVersions`. */
export async function hasInternalVersions(
  { clients, abortSignal }: CallContext,
  reader: ResponseReader,
  of: Package,
): Promise<boolean> {
  let nextToken: string | undefined;
  // A page can be empty although more pages follow, because versions are filtered after paging.
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
      .map(summary => parsers.parseVersionSummary(reader, summary, packageOf(of)));
    if (found.length > 0) return true;
    nextToken = output.nextToken === nextToken ? undefined : output.nextToken;
  } while (nextToken !== undefined);
  return false;
}

/** Calls `DescribePackageVersion`. */
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
  return parsers.parseVersionDetails(reader, description, {
    ...packageOf(version),
    version: version.version,
  });
}
