// Downloads an asset as VS Code does, and verifies it, in a process that has loaded nothing.
import type * as archiveChunk from '../../../src/transfer/chunk';
import { connectBench, type Place } from '../connectBench';
import { chunkFile, probeTask } from '../probe';

/** What to fetch, and where to. */
export interface FetchTask {
  readonly place: Place;
  readonly version: string;
  readonly folder: string;
}

async function main(): Promise<number> {
  const { place, version: number, folder } = probeTask() as FetchTask;
  const { signal } = new AbortController();
  const started = performance.now();
  const archive = (await import(chunkFile('archive'))) as typeof archiveChunk;
  const api = await connectBench(place);
  const where = { format: 'generic', namespace: 'bench', package: 'tree' } as const;
  const version = { ...place.repository, ...where, version: number };
  const [asset] = await archive.listedAssets(api, version, signal);
  if (!asset) throw new Error('There is nothing to fetch.');
  const fetching = {
    clock: archive.systemClock,
    progress: () => undefined,
    onRetry: () => undefined,
  };
  const fetched = await archive.fetchTemporary(api, { version, asset }, folder, fetching, signal);
  const milliseconds = performance.now() - started;
  if (fetched.sha256 === undefined) throw new Error('It was not verified.');
  await fetched.dispose();
  api.dispose();
  return milliseconds;
}

void main().then(milliseconds => console.log(JSON.stringify(milliseconds)));
