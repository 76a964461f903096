import path from 'node:path';
import { strongestHash, type Asset, type HashName } from '../core/asset';
import type { CodeArtifact } from '../core/codeArtifact';
import type { PackageVersion } from '../core/coordinates';
import { Failure, isFailure } from '../core/failure';
import { AssetSink, hashesToCompare, type Taken } from './assetSink';
import { checkRoom } from '../files/checkRoom';
import { installFile } from '../files/installFile';
import { retried, type OnRetry } from './retried';
import { folderFailure, makeTemporary, type TemporaryFile } from '../files/temporaryFile';
import type { TransferClock } from './transferClock';

/** An asset to be fetched, as the service lists it now. */
export interface Wanted {
  readonly version: PackageVersion;
  readonly asset: Asset;
}

/** How a download is watched. */
export interface Fetching {
  readonly clock: TransferClock;
  /** Starts anew with each try; the total is 0 where the service does not say it. */
  readonly progress: (doneBytes: number, totalBytes: number) => void;
  readonly onRetry: OnRetry;
}

/** What was fetched. */
export interface Fetched {
  readonly path: string;
  readonly bytes: number;
  /** The SHA-256 that was compared; undefined when the service lists none: it is not verified then. */
  readonly sha256: string | undefined;
  /** The strongest hash that was compared; undefined when the service lists none at all. */
  readonly compared: HashName | undefined;
}

/** What was fetched into a temporary file. */
export interface FetchedTemporary extends Fetched {
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
  wanted: Wanted,
  target: { readonly path: string; readonly replace: boolean },
  fetching: Fetching,
  signal: AbortSignal,
): Promise<Fetched> {
  const folder = path.dirname(target.path);
  const fetched = await fetchTemporary(api, wanted, folder, fetching, signal);
  try {
    await installFile(fetched.path, target.path, target.replace);
    const { bytes, sha256, compared } = fetched;
    return { path: target.path, bytes, sha256, compared };
  } finally {
    await fetched.dispose();
  }
}

/**
 * As `fetchAsset`, into a temporary file in `folder` that only its owner may read. Throws `disk-full`
 * before anything is asked for where the listed size does not fit.
 */
export async function fetchTemporary(
  api: Pick<CodeArtifact, 'download'>,
  wanted: Wanted,
  folder: string,
  fetching: Fetching,
  signal: AbortSignal,
): Promise<FetchedTemporary> {
  await checkRoom(folder, wanted.asset.sizeBytes ?? 0);
  const once = () =>
    retried(
      () => received(api, wanted, folder, fetching, signal),
      fetching.clock,
      fetching.onRetry,
      signal,
    );
  const first = await once();
  if (!first.mismatch) return first.fetched;
  fetching.onRetry(first.mismatch, 0);
  const second = await once();
  if (!second.mismatch) return second.fetched;
  throw second.mismatch;
}

type Received =
  | { readonly fetched: FetchedTemporary; readonly mismatch?: undefined }
  | { readonly mismatch: Failure };

async function received(
  api: Pick<CodeArtifact, 'download'>,
  wanted: Wanted,
  folder: string,
  { progress }: Fetching,
  signal: AbortSignal,
): Promise<Received> {
  const { version, asset } = wanted;
  const file = await makeTemporary(folder, 'part');
  const watch = (bytes: number): void => progress(bytes, asset.sizeBytes ?? 0);
  const sink = new AssetSink(file.handle, hashesToCompare(asset.hashes), watch);
  try {
    const of = { version, asset: asset.name };
    await api.download(of, chunk => sink.take(chunk), signal);
    const taken = await sink.finish();
    await file.handle.close();
    const mismatch = mismatchOf(asset, taken);
    if (!mismatch) return { fetched: fetchedFile(file, taken) };
    await file.dispose();
    return { mismatch };
  } catch (error) {
    await sink.rest();
    await file.dispose();
    throw explained(folderFailure(error, folder), asset.name);
  }
}

/** The service keeps archived and disposed versions listed, and answers with a conflict for their assets. */
function explained(error: unknown, asset: string): unknown {
  if (!isFailure(error) || error.code !== 'conflict') return error;
  return new Failure('version-unavailable', asset, error.details, { cause: error.cause });
}

function fetchedFile(file: TemporaryFile, { bytes, hashes }: Taken): FetchedTemporary {
  const dispose = (): Promise<void> => file.dispose();
  const compared = strongestHash(hashes);
  return { path: file.path, bytes, sha256: hashes['SHA-256'], compared, dispose };
}

function mismatchOf({ name, sizeBytes, hashes }: Asset, taken: Taken): Failure | undefined {
  const differing = hashesToCompare(hashes).find(it => hashes[it] !== taken.hashes[it]);
  const otherSize = sizeBytes !== undefined && sizeBytes !== taken.bytes;
  if (differing === undefined && !otherSize) return undefined;
  const reason =
    differing === undefined
      ? `CodeArtifact lists ${sizeBytes ?? 0} bytes, ${taken.bytes} came`
      : `CodeArtifact lists ${differing} ${hashes[differing] ?? ''}, what came has ${taken.hashes[differing] ?? ''}`;
  return new Failure('hash-mismatch', name, { operation: 'GetPackageVersionAsset', reason });
}
