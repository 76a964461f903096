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
import type { Answer } from './answer';
import { inPackage, inRepository } from './inputs';
import type { Sending } from './session';
import * as read from './summaries';

/** Which page of a list is asked for, and how long it may be. */
interface Paging {
  readonly maxResults: number;
  readonly nextToken?: string;
}

/** `ListPackages`. */
export async function listPackages(
  { clients, abortSignal }: Sending,
  answer: Answer,
  repository: Repository,
  { format, namespacePrefix, packagePrefix, publish, upstream }: PackageFilter,
  paging: Paging,
): Promise<Page<Package>> {
  const output = await clients.codeArtifact.send(
    new ListPackagesCommand({
      ...inRepository(repository),
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
  const items = answer
    .list('packages', output.packages)
    .flatMap(it => read.packageOf(answer, it, of) ?? []);
  return read.pageOf(answer, items, output.nextToken, paging.nextToken);
}

/** `ListPackageVersions`, newest first. */
export async function listVersions(
  { clients, abortSignal }: Sending,
  answer: Answer,
  of: Package,
  paging: Paging,
): Promise<Page<VersionSummary>> {
  const output = await clients.codeArtifact.send(
    new ListPackageVersionsCommand({ ...inPackage(of), ...paging, sortBy: 'PUBLISHED_TIME' }),
    { abortSignal },
  );
  const items = answer
    .list('versions', output.versions)
    .map(it => read.versionSummary(answer, it, onlyPackage(of)));
  return read.pageOf(answer, items, output.nextToken, paging.nextToken);
}

/** `ListPackageVersions` of those that were published here: whether there is one. */
export async function hasInternalVersions(
  { clients, abortSignal }: Sending,
  answer: Answer,
  of: Package,
): Promise<boolean> {
  let nextToken: string | undefined;
  // A page may be empty and have a next one all the same: what is filtered counts as read.
  do {
    const output = await clients.codeArtifact.send(
      new ListPackageVersionsCommand({
        ...inPackage(of),
        originType: 'INTERNAL',
        ...(nextToken !== undefined && { nextToken }),
      }),
      { abortSignal },
    );
    const found = answer
      .list('versions', output.versions)
      .map(it => read.versionSummary(answer, it, onlyPackage(of)));
    if (found.length > 0) return true;
    nextToken = output.nextToken === nextToken ? undefined : output.nextToken;
  } while (nextToken !== undefined);
  return false;
}

/** `DescribePackageVersion`. */
export async function describeVersion(
  { clients, abortSignal }: Sending,
  answer: Answer,
  version: PackageVersion,
): Promise<VersionDetails> {
  const output = await clients.codeArtifact.send(
    new DescribePackageVersionCommand({ ...inPackage(version), packageVersion: version.version }),
    { abortSignal },
  );
  const found = answer.present('packageVersion', output.packageVersion);
  return read.versionDetails(answer, found, {
    ...onlyPackage(version),
    version: version.version,
  });
}
