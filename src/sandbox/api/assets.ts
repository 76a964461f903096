import type { Service } from '../service';
import { conflict, invalid, notFound } from '../errors';
import type { AssetRecord, VersionId } from '../store/records';
import { optional, text } from './field';
import { pageFields, rules, versionFields } from './fields';
import { Download, operation } from './operation';
import { takePage } from './pageTokens';
import { displayName, needVersion, onPackage } from './resources';
import { identity } from './versions';

const defaultPage = 100;

export const listPackageVersionAssets = operation({
  name: 'ListPackageVersionAssets',
  method: 'POST',
  path: '/v1/package/version/assets',
  fields: { ...versionFields, ...pageFields },
  permissions: onPackage('ListPackageVersionAssets'),
  handle(service, input) {
    const { id, record } = needVersion(service, input);
    const assets = record.assets
      .map(it => [it.name, assetSummary(it)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      ...identity(id),
      version: id.version,
      versionRevision: record.revision,
      ...page(service, 'assets', id, assets, input.nextToken, input.maxResults ?? defaultPage),
    };
  },
});

export const listPackageVersionDependencies = operation({
  name: 'ListPackageVersionDependencies',
  method: 'POST',
  path: '/v1/package/version/dependencies',
  fields: { ...versionFields, nextToken: pageFields.nextToken },
  permissions: onPackage('ListPackageVersionDependencies'),
  handle(service, input) {
    const { id, record } = needVersion(service, input);
    if (id.format === 'generic')
      throw invalid('Packages of format generic have no dependencies', 'OTHER');
    const found = (record.dependencies ?? []).map((it, at) => [String(at), it] as const);
    return {
      ...identity(id),
      version: id.version,
      versionRevision: record.revision,
      ...page(service, 'dependencies', id, found, input.nextToken, defaultPage),
    };
  },
});

/** One page of a list that lies in one record; `name` is the list's name in the answer. */
function page(
  service: Service,
  name: string,
  id: VersionId,
  all: readonly (readonly [key: string, value: unknown])[],
  token: string | undefined,
  limit: number,
): Readonly<Record<string, unknown>> {
  const list = JSON.stringify([name, id]);
  const after = service.pageTokens.read(list, token);
  const rest = after === undefined ? all : all.slice(all.findIndex(([key]) => key === after) + 1);
  const { items, last } = takePage(rest, limit);
  const next = last === undefined ? {} : { nextToken: service.pageTokens.make(list, last) };
  return { [name]: items, ...next };
}

export const getPackageVersionReadme = operation({
  name: 'GetPackageVersionReadme',
  method: 'GET',
  path: '/v1/package/version/readme',
  fields: versionFields,
  permissions: onPackage('GetPackageVersionReadme'),
  handle(service, input) {
    const { id, record } = needVersion(service, input);
    // Where there is no file, the service takes the description; Maven's POM has nothing else.
    const readme = record.about?.summary;
    const name = displayName(id);
    if (readme === undefined)
      throw notFound(
        `Readme not found. Version '${id.version}' of package '${name}' has no readme`,
        'package-version',
        `${name}/${id.version}`,
      );
    return { ...identity(id), version: id.version, versionRevision: record.revision, readme };
  },
});

export const getPackageVersionAsset = operation({
  name: 'GetPackageVersionAsset',
  method: 'GET',
  path: '/v1/package/version/asset',
  fields: {
    ...versionFields,
    asset: text('query', 'asset', rules.asset),
    packageVersionRevision: optional(text('query', 'revision', rules.revision)),
  },
  permissions: onPackage('GetPackageVersionAsset'),
  handle(service, input) {
    const { id, record } = needVersion(service, input);
    const resource = `${displayName(id)}/${id.version}`;
    if (record.status === 'Archived')
      throw conflict(
        `Version '${id.version}' is archived and its assets cannot be downloaded`,
        'package-version',
        resource,
      );
    const revision = input.packageVersionRevision ?? record.revision;
    if (revision !== record.revision)
      throw notFound(
        `Package version not found. Version '${id.version}' has no revision '${revision}'`,
        'package-version',
        resource,
      );
    const asset = record.assets.find(it => it.name === input.asset);
    if (!asset)
      throw notFound(
        `Asset not found. Version '${id.version}' has no asset '${input.asset}'`,
        'asset',
        `${resource}/${input.asset}`,
      );
    const headers = {
      'content-type': 'application/octet-stream',
      'content-length': String(asset.size),
      'x-assetname': headerText(asset.name),
      'x-packageversion': id.version,
      'x-packageversionrevision': record.revision,
    };
    return new Download(headers, () => service.store.blobs.open(asset));
  },
});

/** Headers carry bytes: names in other scripts go as UTF-8. */
function headerText(name: string): string {
  return Buffer.from(name, 'utf8').toString('latin1');
}

/** An asset as the API shows it. */
export function assetSummary({ name, size, md5, sha1, sha256, sha512 }: AssetRecord) {
  return {
    name,
    size,
    hashes: { MD5: md5, 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-512': sha512 },
  };
}
