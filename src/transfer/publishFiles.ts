import type { Publication } from '../core/asset';
import type { PackageVersion } from '../core/coordinates';
import { isFailure, type Failure } from '../core/failure';
import { presentVersion } from './listedAssets';
import { publishAsset, versionExists, type PublishApi } from './publishAsset';
import { publishTurns } from './publishTurns';
import { readBack, type ReadBack } from './readBack';
import type { OnRetry } from './retried';
import type { TransferClock } from './transferClock';

/** A file that is to become an asset of a version. */
export type PublishedFile = Pick<Publication, 'asset' | 'file' | 'sizeBytes' | 'sha256'>;

/** How the publication of several files is watched. */
export interface PublishingFiles {
  readonly clock: TransferClock;
  /** Told how many bytes of all files are there, those that were there before included. */
  readonly sent: (doneBytes: number, totalBytes: number) => void;
  readonly onRetry: OnRetry;
}

const atOnce = 4;

/**
 * Publishes files as the assets of one version, which stays Unfinished until all are there: when this
 * stops half-way, calling it again goes on with what is missing. Throws `version-exists` when one of
 * the assets is there with other content, or the version was published without one.
 */
export async function publishFiles(
  api: PublishApi,
  version: PackageVersion,
  files: readonly [PublishedFile, ...PublishedFile[]],
  { clock, sent, onRetry }: PublishingFiles,
  signal: AbortSignal,
): Promise<readonly ReadBack[]> {
  const there = await presentVersion(api, version, signal);
  const missing = files.filter(file => {
    const asset = there?.assets.find(({ name }) => name === file.asset);
    if (asset?.hashes['SHA-256'] === file.sha256) return false;
    if (asset || (there && there.status !== 'Unfinished'))
      throw versionExists({ version, ...file }, asset);
    return true;
  });
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const toSend = missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const bytes = new Map<string, number>();
  const turn = publishTurns(clock);
  const publish = (file: PublishedFile, unfinished: boolean) => {
    const watching = (bytesSent: number): void => {
      bytes.set(file.asset, bytesSent);
      const now = [...bytes.values()].reduce((sum, it) => sum + it, 0);
      sent(totalBytes - toSend + now, totalBytes);
    };
    const publishing = { clock, turn, sent: watching, onRetry };
    return publishAsset(api, { version, ...file, unfinished }, publishing, signal);
  };
  // The one that publishes the version comes when all others are there.
  const last = missing.at(-1);
  await several(missing.slice(0, -1), file => publish(file, true));
  if (last) await publish(last, false);
  else if (there?.status === 'Unfinished') await api.finish(version, signal);
  const [first, ...others] = files.map(file => ({ version, ...file }));
  return first ? await readBack(api, [first, ...others], clock, signal) : [];
}

/** Runs `work` for each of `items`, four at a time. After a failure no more are begun. */
async function several<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  const told = failures.find((error): error is Failure => isFailure(error)) ?? failures[0];
  if (told !== undefined) throw told as Error;
}
