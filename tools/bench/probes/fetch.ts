// Downloads an asset as VS Code does, and verifies it, in a process that has loaded nothing.
import { fetchToTemporaryFile } from '../../../src/transfer/fetchAsset';
import { listAllAssets } from '../../../src/transfer/listAllAssets';
import { systemClock } from '../../../src/transfer/transferClock';
import { connectToBenchSandbox, type BenchTarget } from '../connectBench';
import { readProbeTask } from '../probe';

/** What to fetch, and where to. */
export interface FetchTask {
  readonly place: BenchTarget;
  readonly version: string;
  readonly folder: string;
}

async function main(): Promise<number> {
  const { place, version: number, folder } = readProbeTask() as FetchTask;
  const { signal } = new AbortController();
  const started = performance.now();
  const api = await connectToBenchSandbox(place);
  const where = { format: 'generic', namespace: 'bench', package: 'tree' } as const;
  const version = { ...place.repository, ...where, version: number };
  const [asset] = await listAllAssets(api, version, signal);
  if (!asset) throw new Error('There is nothing to fetch.');
  const fetching = {
    clock: systemClock,
    progress: () => undefined,
    onRetry: () => undefined,
  };
  const fetched = await fetchToTemporaryFile(api, { version, asset }, folder, fetching, signal);
  const milliseconds = performance.now() - started;
  if (fetched.sha256 === undefined) throw new Error('It was not verified.');
  await fetched.dispose();
  api.dispose();
  return milliseconds;
}

void main().then(milliseconds => console.log(JSON.stringify(milliseconds)));
