import {
  accessDeniedError,
  conflictError,
  validationError,
  quotaExceededError,
} from '../serviceError';
import { epochSeconds, type Service } from '../service';
import { BlobTooLargeError, type ReceivedBlob } from '../store/blobStore';
import type { AssetRecord, VersionId, VersionRecord } from '../store/records';
import { putVersionWithPackage, computeRevision, addOrReplaceAsset } from '../store/versionRecords';
import { toAssetSummary } from './assets';
import { booleanField, optionalField, stringField } from './field';
import { textRules, versionFields } from './fields';
import { defineOperation } from './operation';
import { displayName, requirePackageId, packagePermission } from './resources';
import { packageIdentity } from './packageVersions';

/** Quotas (user guide): 5 GB for an asset, 350 assets for a version. */
const maximumAssetBytes = 5 * 1024 ** 3;
const maximumAssets = 350;

/** Publishes an asset of a generic package. */
export const publishPackageVersion = defineOperation({
  name: 'PublishPackageVersion',
  method: 'POST',
  path: '/v1/package/version/publish',
  streamsBody: true,
  fields: {
    ...versionFields,
    asset: stringField('query', 'asset', textRules.asset),
    assetSHA256: stringField('header', 'x-amz-content-sha256', textRules.sha256),
    unfinished: optionalField(booleanField('query', 'unfinished')),
  },
  permissions: packagePermission('PublishPackageVersion'),
  async handle(service, input, { body, signal }) {
    const id = { ...requirePackageId(service, input), version: input.packageVersion };
    if (id.format !== 'generic')
      throw validationError(
        `PublishPackageVersion does not support packages of format ${id.format}`,
        'OTHER',
      );
    checkAssetName(input.asset);
    checkOriginControls(service, id);
    const blob = await receiveAsset(service, id, body, signal);
    try {
      if (blob.sha256 !== input.assetSHA256)
        throw validationError('The SHA-256 of the content does not match the assetSHA256');
      // storeAsset is synchronous, so no other request can change the version meanwhile.
      return storeAsset(service, id, input.asset, input.unfinished === true, blob);
    } finally {
      service.store.blobStore.discard(blob);
    }
  },
});

/** Checks the naming rules of assets in generic packages (user guide, "Generic package supported commands"). */
function checkAssetName(name: string): void {
  const allowed = /^[\p{L}\p{Nl}\p{Nd}~!@^&()\-_+[\]{};,. `]+$/u;
  const isMalformed = name === '.' || name === '..' || name !== name.trim() || name.includes('  ');
  if (isMalformed || !allowed.test(name))
    throw validationError(`'${name}' is not a valid name for an asset of a generic package`);
}

/** Throws an AccessDeniedException when the package's origin controls block publishing. */
function checkOriginControls(service: Service, id: VersionId): void {
  if (service.store.package(id)?.restrictions.publish !== 'BLOCK') return;
  throw accessDeniedError(
    `Publishing versions of package '${displayName(id)}' to repository '${id.repository}' is blocked by its origin controls`,
  );
}

async function receiveAsset(
  service: Service,
  id: VersionId,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<ReceivedBlob> {
  try {
    return await service.store.blobStore.receive(body, maximumAssetBytes, signal);
  } catch (error) {
    if (!(error instanceof BlobTooLargeError)) throw error;
    throw quotaExceededError('An asset can have at most 5 GB', 'package-version', resourceId(id));
  }
}

function storeAsset(
  service: Service,
  id: VersionId,
  name: string,
  unfinished: boolean,
  blob: ReceivedBlob,
) {
  const { size, md5, sha1, sha256, sha512 } = blob;
  const asset: AssetRecord = { name, size, md5, sha1, sha256, sha512 };
  const stored = service.store.version(id);
  if (stored) checkConflict(id, stored, asset);
  const isStored = stored?.assets.some(it => it.name === name) === true;
  const assets = isStored ? stored.assets : addOrReplaceAsset(stored?.assets ?? [], asset);
  if (assets.length > maximumAssets)
    throw quotaExceededError(
      `A version can have at most ${maximumAssets} assets`,
      'package-version',
      resourceId(id),
    );
  const becomesPublished = !unfinished && (stored?.status ?? 'Unfinished') === 'Unfinished';
  const record: VersionRecord = {
    origin: { type: 'INTERNAL', repository: id.repository },
    ...stored,
    status: becomesPublished ? 'Published' : (stored?.status ?? 'Unfinished'),
    revision: computeRevision(assets),
    ...(becomesPublished && { published: epochSeconds(service) }),
    assets,
  };
  if (!isStored) service.store.blobStore.save(blob);
  putVersionWithPackage(
    service.store,
    service.store.beginTransaction(),
    id,
    record,
    'published',
  ).commit();
  return {
    ...packageIdentity(id),
    version: id.version,
    versionRevision: record.revision,
    status: record.status,
    asset: toAssetSummary(asset),
  };
}

/**
 * Throws a ConflictException when the asset exists with other content, or is new and the version is
 * no longer Unfinished. Publishing equal content again is allowed.
 */
function checkConflict(id: VersionId, stored: VersionRecord, asset: AssetRecord): void {
  const existing = stored.assets.find(it => it.name === asset.name);
  if (existing?.sha256 === asset.sha256) return;
  const name = `'${asset.name}' of version '${id.version}' of package '${displayName(id)}'`;
  if (existing)
    throw conflictError(`Asset ${name} already exists with other content`, 'asset', resourceId(id));
  if (stored.status !== 'Unfinished')
    throw conflictError(
      `Asset ${name} cannot be added because the version is ${stored.status}`,
      'package-version',
      resourceId(id),
    );
}

function resourceId(id: VersionId): string {
  return `${displayName(id)}/${id.version}`;
}
