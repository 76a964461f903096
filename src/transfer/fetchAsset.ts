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

/** An asset to download, as CodeArtifact lists it. */
export interface AssetDownload {
  readonly version: PackageVersion;
  readonly asset: Asset;
}

/** The clock and the listeners of a download. */
export interface FetchOptions {
  readonly clock: TransferClock;
  /** Starts again with each attempt; the total is 0 when CodeArtifact lists no size. */
  readonly progress: (doneBytes: number, totalBytes: number) => void;
  readonly onRetry: OnRetry;
}

/** A downloaded asset. */
export interface FetchedAsset {
  readonly path: string;
  readonly bytes: number;
  /** The SHA-256 that was compared; undefined when CodeArtifact lists none. */
  readonly sha256: string | undefined;
  /** The strongest hash that was compared; undefined when CodeArtifact lists none: nothing is verified. */
  readonly verifiedHash: HashName | undefined;
}

/** An asset that was downloaded into a temporary file. */
export interface FetchedTemporaryFile extends FetchedAsset {
  /** Deletes the file. Never throws; can be called twice. */
  dispose(): Promise<void>;
}

/**
 * Downloads an asset to `target`, whose folder must exist. The file appears there only when it is
 * complete and has the listed hashes; otherwise it is deleted and downloaded once more. Throws
 * `hash-mismatch` when the second download differs as well, `target-exists` for an existing file unless
 * `replace` is set, `version-unavailable` for an archived version, and `disk-full`.
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
 * Downloads an asset as `fetchAsset` does, into a temporary file in `folder` that only its owner can
 * read. Throws `disk-full` before the request when the listed size does not fit.
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

/** CodeArtifact lists archived and disposed versions, and answers with a conflict for their assets. */
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
      ? `CodeArtifact lists ${sizeBytes ?? 0} bytes, but ${content.bytes} were received`
      : `CodeArtifact lists ${differingHash} ${hashes[differingHash] ?? ''}, but the received bytes have ${content.hashes[differingHash] ?? ''}`;
  return new Failure('hash-mismatch', name, { operation: 'GetPackageVersionAsset', reason });
}
