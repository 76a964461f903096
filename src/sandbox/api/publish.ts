import { accessDenied, conflict, invalid, quotaExceeded } from '../errors';
import { epochSeconds, type Service } from '../service';
import { TooLarge, type Incoming } from '../store/blobs';
import type { AssetRecord, VersionId, VersionRecord } from '../store/records';
import { putVersion, revisionOf, withAsset } from '../store/versions';
import { assetSummary } from './assets';
import { flag, optional, text } from './field';
import { rules, versionFields } from './fields';
import { operation } from './operation';
import { displayName, needPackageId, onPackage } from './resources';
import { identity } from './versions';

/** Quotas of the user guide: 5 GB an asset, 350 assets a version. */
const maximumAssetBytes = 5 * 1024 ** 3;
const maximumAssets = 350;

export const publishPackageVersion = operation({
  name: 'PublishPackageVersion',
  method: 'POST',
  path: '/v1/package/version/publish',
  streams: true,
  fields: {
    ...versionFields,
    asset: text('query', 'asset', rules.asset),
    assetSHA256: text('header', 'x-amz-content-sha256', rules.sha256),
    unfinished: optional(flag('query', 'unfinished')),
  },
  permissions: onPackage('PublishPackageVersion'),
  async handle(service, input, { body, signal }) {
    const id = { ...needPackageId(service, input), version: input.packageVersion };
    if (id.format !== 'generic')
      throw invalid(
        `PublishPackageVersion does not support packages of format ${id.format}`,
        'OTHER',
      );
    checkAssetName(input.asset);
    checkOrigin(service, id);
    const incoming = await receive(service, id, body, signal);
    try {
      if (incoming.sha256 !== input.assetSHA256)
        throw invalid('The content does not have the SHA-256 that the request names');
      // From here on nothing is awaited, so no other request can come between.
      return keep(service, id, input.asset, input.unfinished === true, incoming);
    } finally {
      service.store.blobs.discard(incoming);
    }
  },
});

/** The names that the user guide allows for assets of generic packages. */
function checkAssetName(name: string): void {
  const allowed = /^[\p{L}\p{Nl}\p{Nd}~!@^&()\-_+[\]{};,. `]+$/u;
  const odd = name === '.' || name === '..' || name !== name.trim() || name.includes('  ');
  if (odd || !allowed.test(name)) throw invalid(`'${name}' is not a name for a generic asset`);
}

/** Throws unless versions of the package may be published to the repository. */
function checkOrigin(service: Service, id: VersionId): void {
  if (service.store.package(id)?.restrictions.publish !== 'BLOCK') return;
  throw accessDenied(
    `Publishing versions of package '${displayName(id)}' to repository '${id.repository}' is blocked by its origin controls`,
  );
}

async function receive(
  service: Service,
  id: VersionId,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Incoming> {
  try {
    return await service.store.blobs.receive(body, maximumAssetBytes, signal);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    throw quotaExceeded('An asset can have at most 5 GB', 'package-version', resourceId(id));
  }
}

function keep(
  service: Service,
  id: VersionId,
  name: string,
  unfinished: boolean,
  incoming: Incoming,
) {
  const { size, md5, sha1, sha256, sha512 } = incoming;
  const asset: AssetRecord = { name, size, md5, sha1, sha256, sha512 };
  const old = service.store.version(id);
  if (old) checkConflict(id, old, asset);
  const same = old?.assets.some(it => it.name === name) === true;
  const assets = same ? old.assets : withAsset(old?.assets ?? [], asset);
  if (assets.length > maximumAssets)
    throw quotaExceeded(
      `A version can have at most ${maximumAssets} assets`,
      'package-version',
      resourceId(id),
    );
  const publishes = !unfinished && (old?.status ?? 'Unfinished') === 'Unfinished';
  const record: VersionRecord = {
    origin: { type: 'INTERNAL', repository: id.repository },
    ...old,
    status: publishes ? 'Published' : (old?.status ?? 'Unfinished'),
    revision: revisionOf(assets),
    ...(publishes && { published: epochSeconds(service) }),
    assets,
  };
  if (!same) service.store.blobs.keep(incoming);
  putVersion(service.store, service.store.draft(), id, record, 'published').commit();
  return {
    ...identity(id),
    version: id.version,
    versionRevision: record.revision,
    status: record.status,
    asset: assetSummary(asset),
  };
}

/** Equal bytes again are fine; other bytes, or more assets once it is published, are not. */
function checkConflict(id: VersionId, old: VersionRecord, asset: AssetRecord): void {
  const there = old.assets.find(it => it.name === asset.name);
  if (there?.sha256 === asset.sha256) return;
  const name = `'${asset.name}' of version '${id.version}' of package '${displayName(id)}'`;
  if (there)
    throw conflict(`Asset ${name} already exists with other content`, 'asset', resourceId(id));
  if (old.status !== 'Unfinished')
    throw conflict(
      `Asset ${name} cannot be added because the version is ${old.status}`,
      'package-version',
      resourceId(id),
    );
}

function resourceId(id: VersionId): string {
  return `${displayName(id)}/${id.version}`;
}
