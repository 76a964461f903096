// Publishes a folder as VS Code does, in a process that has loaded nothing.
import { packArchive } from '../../../src/archive/pack/packArchive';
import { planArchive } from '../../../src/archive/plan/planArchive';
import type { Compression } from '../../../src/archive/pack/packedArchive';
import { publishWithRetry } from '../../../src/transfer/publishWithRetry';
import { readBackAssets } from '../../../src/transfer/readBackAssets';
import { systemClock } from '../../../src/transfer/transferClock';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { connectToBenchSandbox, type BenchTarget } from '../connectBench';
import { readProbeTask } from '../probe';

/** What to publish, and as what. */
export interface PublishTask {
  readonly place: BenchTarget;
  readonly folder: string;
  readonly temporaryFolder: string;
  readonly compression: Compression;
  readonly version: string;
}

/** How it went. Memory and delays are taken after the bundles are loaded. */
export interface PublishMeasurements {
  readonly milliseconds: number;
  readonly archiveBytes: number;
  readonly grownBytes: number;
  /** The longest that 99 of 100 turns of the event loop were late. */
  readonly p99Milliseconds: number;
}

async function main(): Promise<PublishMeasurements> {
  const task = readProbeTask() as PublishTask;
  const { signal } = new AbortController();
  const started = performance.now();
  const connecting = connectToBenchSandbox(task.place);
  const [api, plan] = await Promise.all([connecting, planArchive([task.folder], {}, signal)]);
  const memory = watchMemory();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const packed = await packArchive(plan, task, () => undefined, signal);
  const where = { format: 'generic', namespace: 'bench', package: 'tree' } as const;
  const version = { ...task.place.repository, ...where, version: task.version };
  const meant = { version, asset: 'tree.tar.gz', sizeBytes: packed.bytes, sha256: packed.sha256 };
  const publication = { ...meant, file: packed.path, unfinished: false };
  const clock = systemClock;
  const watching = { clock, onSent: () => undefined, onRetry: () => undefined };
  await publishWithRetry(api, publication, watching, signal);
  await readBackAssets(api, [meant], clock, signal);
  await packed.dispose();
  const milliseconds = performance.now() - started;
  delay.disable();
  api.dispose();
  const p99Milliseconds = delay.percentile(99) / 1e6;
  return { milliseconds, archiveBytes: packed.bytes, grownBytes: memory.stop(), p99Milliseconds };
}

/** Tells by how much the process grew at most. */
function watchMemory() {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  return {
    stop: () => {
      clearInterval(timer);
      return most - before;
    },
  };
}

void main().then(facts => console.log(JSON.stringify(facts)));
