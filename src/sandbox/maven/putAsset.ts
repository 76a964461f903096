import { readFileSync } from 'node:fs';
import { textResponse, type HttpResponse } from '../http/httpResponse';
import type { Service } from '../service';
import { BlobTooLargeError, type ReceivedBlob } from '../store/blobStore';
import { keys } from '../store/keys';
import type { AssetRecord, VersionId, VersionRecord } from '../store/records';
import { putVersionWithPackage, computeRevision, addOrReplaceAsset } from '../store/versionRecords';
import { existsUpstream, maximumAssetBytes, readPomMetadata } from './findAsset';
import type { AssetPath, ChecksumAlgorithm } from './mavenPath';

/** Stores an asset that Maven uploads. Its version stays Unfinished until its maven-metadata.xml follows. */
export async function putAsset(
  service: Service,
  id: VersionId,
  path: AssetPath,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<HttpResponse> {
  if (path.version.endsWith('-SNAPSHOT') && path.build === undefined)
    return textResponse(400, 'The file name of a snapshot must contain the time of its build.');
  if (service.store.package(id)?.restrictions.publish === 'BLOCK')
    return textResponse(403, 'The origin controls of this package block publishing to it.');
  const existingVersion = service.store.version(id);
  if (!existingVersion && (await existsUpstream(service, id, path, signal)))
    return textResponse(409, `${path.asset} already exists in an upstream repository.`);
  let blob: ReceivedBlob;
  try {
    blob = await service.store.blobStore.receive(body, maximumAssetBytes, signal);
  } catch (error) {
    if (error instanceof BlobTooLargeError)
      return textResponse(413, 'An asset can have at most 5 GB.');
    throw error;
  }
  try {
    return storeAsset(service, id, path.asset, blob);
  } finally {
    service.store.blobStore.discard(blob);
  }
}

function storeAsset(
  service: Service,
  id: VersionId,
  name: string,
  blob: ReceivedBlob,
): HttpResponse {
  const { file, ...digests } = blob;
  const asset: AssetRecord = { name, ...digests };
  const stored = service.store.version(id);
  const existing = stored?.assets.find(it => it.name === name);
  if (stored?.status === 'Archived' || stored?.status === 'Disposed')
    return textResponse(409, `Version ${id.version} is ${stored.status}.`);
  if (existing && existing.sha256 !== asset.sha256)
    return textResponse(409, `${name} already exists with other content.`);
  const expectedKey = keys.awaitedChecksums(id, name);
  const expectedChecksums = service.store.keyValues.get(expectedKey) as
    Partial<Record<ChecksumAlgorithm, string>> | undefined;
  const hasMismatch = Object.entries(expectedChecksums ?? {}).some(
    ([algorithm, hex]) => asset[algorithm as ChecksumAlgorithm] !== hex,
  );
  if (hasMismatch)
    return textResponse(400, `${name} does not match the checksum that was uploaded before it.`);
  const assets = addOrReplaceAsset(stored?.assets ?? [], asset);
  const record: VersionRecord = {
    ...(stored ?? {
      status: 'Unfinished',
      origin: { type: 'INTERNAL', repository: id.repository },
    }),
    revision: computeRevision(assets),
    assets,
    ...(name.endsWith('.pom') && readPomMetadata(file, digests.size)),
  };
  service.store.blobStore.save(blob);
  const transaction = putVersionWithPackage(
    service.store,
    service.store.beginTransaction(),
    id,
    record,
    'published',
  );
  if (expectedChecksums) transaction.put(expectedKey, null);
  transaction.commit();
  return textResponse(201, 'Stored.');
}

/** Compares a checksum with its asset, or stores it until the asset is uploaded. */
export function putChecksum(
  service: Service,
  id: VersionId,
  name: string,
  algorithm: ChecksumAlgorithm,
  receivedChecksum: string,
): HttpResponse {
  const stored = service.store.version(id);
  const asset = stored?.assets.find(it => it.name === name);
  const transaction = service.store.beginTransaction();
  if (!stored || !asset) {
    const key = keys.awaitedChecksums(id, name);
    const expectedChecksums = service.store.keyValues.get(key) as object | undefined;
    transaction.put(key, { ...expectedChecksums, [algorithm]: receivedChecksum }).commit();
    return textResponse(201, 'Stored until its file is uploaded.');
  }
  const { mismatched = [], ...rest } = stored;
  const otherMismatches = mismatched.filter(it => it !== name);
  if (receivedChecksum === asset[algorithm]) {
    if (mismatched.length > otherMismatches.length)
      transaction
        .putVersion(id, {
          ...rest,
          ...(otherMismatches.length > 0 && { mismatched: otherMismatches }),
        })
        .commit();
    return textResponse(201, 'The checksum is correct.');
  }
  // A wrong checksum prevents the publishing of a version, not the use of a published one.
  if (stored.status === 'Unfinished')
    transaction.putVersion(id, { ...rest, mismatched: [...otherMismatches, name] }).commit();
  return textResponse(
    400,
    `The ${algorithm} of ${name} is ${asset[algorithm]}, not ${receivedChecksum}.`,
  );
}

/** The text of a received file. */
export function readBlobText({ file }: ReceivedBlob): string {
  return readFileSync(file, 'utf8');
}
