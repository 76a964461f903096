// npm run bench [-- NAME …]: what is fast and what is not, against the AWS CLI on the same sandbox.
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import type { Bench } from './bench/bench';
import { activationBench } from './bench/benches/activation';
import { listBench } from './bench/benches/list';
import { loginBench } from './bench/benches/login';
import { publishBench } from './bench/benches/publish';
import { settingsBench } from './bench/benches/settings';
import { sizeBench } from './bench/benches/size';
import { tokenBench } from './bench/benches/token';
import { summarize, type Measurement, type MeasurementSummary } from './bench/figure';
import { formatMeasurement } from './bench/line';
import { MissingPrerequisiteError } from './machine/missing';
import { cachePath } from './project';

const benches: readonly Bench[] = [
  activationBench,
  tokenBench,
  loginBench,
  listBench,
  publishBench,
  settingsBench,
  sizeBench,
];

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find(name => !benches.some(bench => bench.name === name));
  if (unknown !== undefined) {
    const known = benches.map(({ name }) => name).join(', ');
    throw new Error(`There is no bench '${unknown}': choose among ${known}.`);
  }
  const figures: MeasurementSummary[] = [];
  for (const bench of benches) {
    if (names.length > 0 && !names.includes(bench.name)) continue;
    for (const figure of (await measured(bench)).map(summarize)) {
      console.log(formatMeasurement(figure));
      figures.push(figure);
    }
  }
  const file = cachePath('bench.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ ...machine(), figures }, null, 2)}\n`);
  console.log(`\nThe same as JSON: ${file}`);
}

async function measured(bench: Bench): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  // A second Ctrl-C would not wait for the children; the first need not either.
  const stop = () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    return await bench.run(folder);
  } catch (error) {
    if (!(error instanceof MissingPrerequisiteError)) throw error;
    const reason = error.message;
    return bench.figures.map(name => ({ kind: 'skipped', name, reason }));
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function machine() {
  return {
    at: new Date().toISOString(),
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    load: loadavg()[0],
  };
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
