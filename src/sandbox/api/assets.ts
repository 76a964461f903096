import type { Service } from '../service';
import { conflictError, validationError, notFoundError } from '../serviceError';
import type { AssetRecord, VersionId } from '../store/records';
import { optionalField, stringField } from './field';
import { pageFields, textRules, versionFields } from './fields';
import { BinaryResponse, defineOperation } from './operation';
import { takePage } from './pageTokens';
import { displayName, requireVersion, packagePermission } from './resources';
import { packageIdentity } from './packageVersions';

const defaultPageSize = 100;

/** Lists the assets of a version by name. */
export const listPackageVersionAssets = defineOperation({
  name: 'ListPackageVersionAssets',
  method: 'POST',
  path: '/v1/package/version/assets',
  fields: { ...versionFields, ...pageFields },
  permissions: packagePermission('ListPackageVersionAssets'),
  handle(service, input) {
    const { id, record } = requireVersion(service, input);
    const assets = record.assets
      .map(it => [it.name, toAssetSummary(it)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      ...packageIdentity(id),
      version: id.version,
      versionRevision: record.revision,
      ...createPage(
        service,
        'assets',
        id,
        assets,
        input.nextToken,
        input.maxResults ?? defaultPageSize,
      ),
    };
  },
});

/** Lists the dependencies that the POM of a version declares. */
export const listPackageVersionDependencies = defineOperation({
  name: 'ListPackageVersionDependencies',
  method: 'POST',
  path: '/v1/package/version/dependencies',
  fields: { ...versionFields, nextToken: pageFields.nextToken },
  permissions: packagePermission('ListPackageVersionDependencies'),
  handle(service, input) {
    const { id, record } = requireVersion(service, input);
    if (id.format === 'generic')
      throw validationError('Packages of format generic have no dependencies', 'OTHER');
    const found = (record.dependencies ?? []).map((it, at) => [String(at), it] as const);
    return {
      ...packageIdentity(id),
      version: id.version,
      versionRevision: record.revision,
      ...createPage(service, 'dependencies', id, found, input.nextToken, defaultPageSize),
    };
  },
});

/** One page of a list that is stored in one record; `name` is its member name in the result. */
function createPage(
  service: Service,
  name: string,
  id: VersionId,
  all: readonly (readonly [key: string, value: unknown])[],
  token: string | undefined,
  limit: number,
): Readonly<Record<string, unknown>> {
  const list = JSON.stringify([name, id]);
  const after = service.pageTokens.decode(list, token);
  const rest = after === undefined ? all : all.slice(all.findIndex(([key]) => key === after) + 1);
  const { items, last } = takePage(rest, limit);
  const nextToken = last === undefined ? {} : { nextToken: service.pageTokens.create(list, last) };
  return { [name]: items, ...nextToken };
}

/** Returns the description of a version; the sandbox stores no readme files. */
export const getPackageVersionReadme = defineOperation({
  name: 'GetPackageVersionReadme',
  method: 'GET',
  path: '/v1/package/version/readme',
  fields: versionFields,
  permissions: packagePermission('GetPackageVersionReadme'),
  handle(service, input) {
    const { id, record } = requireVersion(service, input);
    // The service falls back to the description, which is all that a Maven POM has.
    const readme = record.about?.summary;
    const name = displayName(id);
    if (readme === undefined)
      throw notFoundError(
        `Readme not found. Version '${id.version}' of package '${name}' has no readme`,
        'package-version',
        `${name}/${id.version}`,
      );
    return {
      ...packageIdentity(id),
      version: id.version,
      versionRevision: record.revision,
      readme,
    };
  },
});

/** Returns the bytes of an asset, unless its version is archived. */
export const getPackageVersionAsset = defineOperation({
  name: 'GetPackageVersionAsset',
  method: 'GET',
  path: '/v1/package/version/asset',
  fields: {
    ...versionFields,
    asset: stringField('query', 'asset', textRules.asset),
    packageVersionRevision: optionalField(stringField('query', 'revision', textRules.revision)),
  },
  permissions: packagePermission('GetPackageVersionAsset'),
  handle(service, input) {
    const { id, record } = requireVersion(service, input);
    const resource = `${displayName(id)}/${id.version}`;
    if (record.status === 'Archived')
      throw conflictError(
        `Version '${id.version}' is archived and its assets cannot be downloaded`,
        'package-version',
        resource,
      );
    const revision = input.packageVersionRevision ?? record.revision;
    if (revision !== record.revision)
      throw notFoundError(
        `Package version not found. Version '${id.version}' has no revision '${revision}'`,
        'package-version',
        resource,
      );
    const asset = record.assets.find(it => it.name === input.asset);
    if (!asset)
      throw notFoundError(
        `Asset not found. Version '${id.version}' has no asset '${input.asset}'`,
        'asset',
        `${resource}/${input.asset}`,
      );
    const headers = {
      'content-type': 'application/octet-stream',
      'content-length': String(asset.size),
      'x-assetname': encodeHeader(asset.name),
      'x-packageversion': id.version,
      'x-packageversionrevision': record.revision,
    };
    return new BinaryResponse(headers, () => service.store.blobStore.open(asset));
  },
});

/** Node.js writes headers as Latin-1; this makes it write the bytes of UTF-8. */
function encodeHeader(name: string): string {
  return Buffer.from(name, 'utf8').toString('latin1');
}

/** The `AssetSummary` of an asset. */
export function toAssetSummary({ name, size, md5, sha1, sha256, sha512 }: AssetRecord) {
  return {
    name,
    size,
    hashes: { MD5: md5, 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-512': sha512 },
  };
}
