import path from 'node:path';
import { strongestHashName, type Asset, type HashName } from '../core/asset';
import type { CodeArtifact } from '../core/codeArtifact';
import type { PackageVersion } from '../core/coordinates';
import { Failure, isFailure } from '../core/failure';
import { AssetSink, hashesToCompare, type ReceivedContent } from './assetSink';
import { checkFreeSpace } from '../files/checkFreeSpace';
import { moveIntoPlace } from '../files/moveIntoPlace';
import { withRetry, type OnRetry } from './withRetry';
import { toFolderFailure, createTemporaryFile, type TemporaryFile } from '../files/temporaryFile';
import type { TransferClock } from './transferClock';

/** An asset to be fetched, as the service lists it now. */
export interface AssetDownload {
  readonly version: PackageVersion;
  readonly asset: Asset;
}

/** How a download is watched. */
export interface FetchOptions {
  readonly clock: TransferClock;
  /** Starts anew with each try; the total is 0 where the service does not say it. */
  readonly progress: (doneBytes: number, totalBytes: number) => void;
  readonly onRetry: OnRetry;
}

/** What was fetched. */
export interface FetchedAsset {
  readonly path: string;
  readonly bytes: number;
  /** The SHA-256 that was compared; undefined when the service lists none: it is not verified then. */
  readonly sha256: string | undefined;
  /** The strongest hash that was compared; undefined when the service lists none at all. */
  readonly verifiedHash: HashName | undefined;
}

/** What was fetched into a temporary file. */
export interface FetchedTemporaryFile extends FetchedAsset {
  /** Deletes the file. Never throws, and may be called twice. */
  dispose(): Promise<void>;
}

/**
 * Fetches an asset to `target`, whose folder must exist. It appears there only when it is whole and
 * has the listed hashes: what differs is deleted and fetched once more, then `hash-mismatch` is
 * thrown. Throws `target-exists` for a target that is there, unless it may be replaced, and
 * `version-unavailable` for an archived version.
 */
export async function fetchAsset(
  api: Pick<CodeArtifact, 'download'>,
  download: AssetDownload,
  target: { readonly path: string; readonly replace: boolean },
  options: FetchOptions,
  signal: AbortSignal,
): Promise<FetchedAsset> {
  const folder = path.dirname(target.path);
  const fetched = await fetchToTemporaryFile(api, download, folder, options, signal);
  try {
    await moveIntoPlace(fetched.path, target.path, target.replace);
    const { bytes, sha256, verifiedHash } = fetched;
    return { path: target.path, bytes, sha256, verifiedHash };
  } finally {
    await fetched.dispose();
  }
}

/**
 * As `fetchAsset`, into a temporary file in `folder` that only its owner may read. Throws `disk-full`
 * before anything is asked for where the listed size does not fit.
 */
export async function fetchToTemporaryFile(
  api: Pick<CodeArtifact, 'download'>,
  download: AssetDownload,
  folder: string,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<FetchedTemporaryFile> {
  await checkFreeSpace(folder, download.asset.sizeBytes ?? 0);
  const fetchWithRetry = () =>
    withRetry(
      () => fetchOnce(api, download, folder, options, signal),
      options.clock,
      options.onRetry,
      signal,
    );
  const first = await fetchWithRetry();
  if (!first.mismatch) return first.fetched;
  options.onRetry(first.mismatch, 0);
  const second = await fetchWithRetry();
  if (!second.mismatch) return second.fetched;
  throw second.mismatch;
}

type FetchAttempt =
  | { readonly fetched: FetchedTemporaryFile; readonly mismatch?: undefined }
  | { readonly mismatch: Failure };

async function fetchOnce(
  api: Pick<CodeArtifact, 'download'>,
  download: AssetDownload,
  folder: string,
  { progress }: FetchOptions,
  signal: AbortSignal,
): Promise<FetchAttempt> {
  const { version, asset } = download;
  const file = await createTemporaryFile(folder, 'part');
  const reportBytes = (bytes: number): void => progress(bytes, asset.sizeBytes ?? 0);
  const sink = new AssetSink(file.handle, hashesToCompare(asset.hashes), reportBytes);
  try {
    const request = { version, asset: asset.name };
    await api.download(request, chunk => sink.write(chunk), signal);
    const content = await sink.finish();
    await file.handle.close();
    const mismatch = findMismatch(asset, content);
    if (!mismatch) return { fetched: toFetchedFile(file, content) };
    await file.dispose();
    return { mismatch };
  } catch (error) {
    await sink.settle();
    await file.dispose();
    throw toVersionUnavailable(toFolderFailure(error, folder), asset.name);
  }
}

/** The service keeps archived and disposed versions listed, and answers with a conflict for their assets. */
function toVersionUnavailable(error: unknown, asset: string): unknown {
  if (!isFailure(error) || error.code !== 'conflict') return error;
  return new Failure('version-unavailable', asset, error.details, { cause: error.cause });
}

function toFetchedFile(
  file: TemporaryFile,
  { bytes, hashes }: ReceivedContent,
): FetchedTemporaryFile {
  const dispose = (): Promise<void> => file.dispose();
  const verifiedHash = strongestHashName(hashes);
  return { path: file.path, bytes, sha256: hashes['SHA-256'], verifiedHash, dispose };
}

function findMismatch(
  { name, sizeBytes, hashes }: Asset,
  content: ReceivedContent,
): Failure | undefined {
  const differingHash = hashesToCompare(hashes).find(it => hashes[it] !== content.hashes[it]);
  const isSizeDifferent = sizeBytes !== undefined && sizeBytes !== content.bytes;
  if (differingHash === undefined && !isSizeDifferent) return undefined;
  const reason =
    differingHash === undefined
      ? `CodeArtifact lists ${sizeBytes ?? 0} bytes, ${content.bytes} came`
      : `CodeArtifact lists ${differingHash} ${hashes[differingHash] ?? ''}, what came has ${content.hashes[differingHash] ?? ''}`;
  return new Failure('hash-mismatch', name, { operation: 'GetPackageVersionAsset', reason });
}
