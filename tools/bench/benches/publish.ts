import assert from 'node:assert/strict';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Compression } from '../../../src/archive/pack/packedArchive';
import type { Bench } from '../bench';
import { ensureAwsProgram, timeProgram } from '../cli';
import type { Measurement, BenchGoal } from '../figure';
import { findProgram } from '../../machine/findProgram';
import { runProgram } from '../../machine/run';
import { runAlternating, extractPairs } from '../inTurns';
import { runProbe } from '../probe';
import type { FetchTask } from '../probes/fetch';
import type { PublishMeasurements, PublishTask } from '../probes/publish';
import { withBenchSandbox, type BenchSandbox } from '../sandbox';
import { withDiscardingServer } from '../takingServer';
import { createMixedTree, createRandomTree, createSmallTree } from '../trees';

/** A tree, how it is packed, and how large the archive may be against `gzip -6`. */
interface Row {
  readonly name: string;
  readonly tree: 'mixed' | 'random' | 'small';
  readonly compression: Compression;
  readonly mostBytes: number;
  readonly goal: BenchGoal;
  /** Against what makes the most of several cores, which few people use. */
  readonly againstPigz?: boolean;
  /** To a server that leaves the processors to those who publish, as the service does. */
  readonly taking?: boolean;
}

const rows: readonly Row[] = [
  {
    name: 'publish 300 MB, balanced',
    tree: 'mixed',
    compression: 'balanced',
    mostBytes: 1.01,
    goal: { mustHold: 0.42, aim: 0.37 },
  },
  {
    name: 'publish 300 MB, balanced, against pigz and openssl',
    tree: 'mixed',
    compression: 'balanced',
    mostBytes: 1.01,
    goal: { mustHold: 1, aim: 0.85 },
    againstPigz: true,
  },
  {
    name: 'publish 300 MB, fast',
    tree: 'mixed',
    compression: 'fast',
    mostBytes: 1.05,
    goal: { mustHold: 0.3, aim: 0.25 },
  },
  {
    name: 'publish 1 GB, incompressible',
    tree: 'random',
    compression: 'balanced',
    mostBytes: 1.01,
    goal: { mustHold: 0.12, aim: 0.07 },
  },
  {
    name: 'publish 1 GB, incompressible, to a server that computes no hashes',
    tree: 'random',
    compression: 'balanced',
    mostBytes: 1.01,
    goal: { mustHold: 0.12, aim: 0.07 },
    taking: true,
  },
  {
    name: 'publish 1 MB',
    tree: 'small',
    compression: 'balanced',
    mostBytes: 1.01,
    goal: { mustHold: 0.25, aim: 0.15 },
  },
];

const fetchName = 'download and verify 1 GB';
const growth = (name: string) => `${name}: growth of memory`;
const lateness = (name: string) => `${name}: delay of the event loop, p99`;

/** A folder to a published version, against `tar czf`, `sha256sum` and the AWS CLI; and back. */
export const publishBench: Bench = {
  name: 'publish',
  figures: [...rows.flatMap(({ name }) => [name, growth(name), lateness(name)]), fetchName],
  run: async folder => {
    const aws = await ensureAwsProgram();
    await createMixedTree(path.join(folder, 'mixed'));
    await createRandomTree(path.join(folder, 'random'), 60, 17_083_333);
    await createSmallTree(path.join(folder, 'small'));
    return withBenchSandbox(folder, 0, async sandbox => {
      const figures: Measurement[] = [];
      const measure = async (row: Row, server: BenchSandbox) =>
        figures.push(...(await published(row, folder, aws, server)));
      for (const row of rows) {
        if (row.taking) await withDiscardingServer(folder, server => measure(row, server));
        else await measure(row, sandbox);
      }
      return [...figures, await fetched(folder, aws, sandbox)];
    });
  },
};

/** What people do today. */
const usual = [
  'tar czf "$2/theirs.tar.gz" -C "$1" .',
  'sum=$(sha256sum "$2/theirs.tar.gz" | cut -d" " -f1)',
];

/** The best that can be done by hand. */
const tuned = [
  'tar cf - -C "$1" . | pigz -p 2 > "$2/theirs.tar.gz"',
  'sum=$(openssl dgst -sha256 -r "$2/theirs.tar.gz" | cut -d" " -f1)',
];

function publishScript(aws: string, pack: readonly string[]): string {
  return [
    'set -e',
    ...pack,
    `'${aws}' codeartifact publish-package-version --domain bench --repository store --format generic \\`,
    '  --namespace bench --package theirs --package-version "$3" --asset-name tree.tar.gz \\',
    '  --asset-content "$2/theirs.tar.gz" --asset-sha256 "$sum"',
    '',
  ].join('\n');
}

/**
 * Deletes what `packageNameAt` has, so that each run finds the disk's cache as the one before did: what
 * another has written would be brought to the disk at its cost.
 */
async function forget(packageName: string, aws: string, { env }: BenchSandbox): Promise<void> {
  const where = ['--domain', 'bench', '--repository', 'store', '--format', 'generic'];
  const whose = [...where, '--namespace', 'bench', '--package', packageName];
  await runProgram(aws, ['codeartifact', 'delete-package', ...whose], { env });
}

async function published(
  { name, tree, compression, mostBytes, goal, againstPigz = false, taking = false }: Row,
  folder: string,
  aws: string,
  server: BenchSandbox,
): Promise<readonly Measurement[]> {
  const { env, endpoint, domain, repository } = server;
  const forgotten = async (packageName: string) => {
    if (!taking) await forget(packageName, aws, server);
  };
  const archive = path.join(folder, 'theirs.tar.gz');
  let theirs = 0;
  if (againstPigz && findProgram(['pigz']) === undefined)
    return [{ kind: 'skipped', name, reason: 'pigz is missing.' }];
  const script = path.join(folder, 'publish.sh');
  await writeFile(script, publishScript(aws, againstPigz ? tuned : usual));
  const place = { endpoint, domain, repository };
  const from = path.join(folder, tree);
  let turn = 0;
  const version = () => `${tree}-${compression}${againstPigz ? '-pigz' : ''}-${turn}`;
  const turns = await runAlternating(
    5,
    async () => {
      turn++;
      const task = {
        place,
        folder: from,
        temporaryFolder: folder,
        compression,
        version: version(),
      };
      const facts = await runProbe<PublishMeasurements>('publish', task satisfies PublishTask, env);
      await forgotten('tree');
      return facts;
    },
    async () => {
      const output = path.join(folder, 'publish.txt');
      const milliseconds = await timeProgram('sh', [script, from, folder, version()], env, output);
      theirs = (await stat(archive)).size;
      await rm(archive);
      await forgotten('theirs');
      return milliseconds;
    },
  );
  for (const { ours } of turns)
    assert.ok(ours.archiveBytes <= theirs * mostBytes, `${ours.archiveBytes} of ${theirs} bytes`);
  const memory = turns.map(({ ours }) => ours.grownBytes / 1024);
  const late = turns.map(({ ours }) => ours.p99Milliseconds);
  return [
    { kind: 'pairs', name, goal, pairs: extractPairs(turns, it => it.milliseconds) },
    {
      kind: 'values',
      name: growth(name),
      unit: 'KiB',
      values: memory,
      goal: { mustHold: 90 * 1024, aim: 50 * 1024 },
    },
    {
      kind: 'values',
      name: lateness(name),
      unit: 'ms',
      values: late,
      goal: { mustHold: 50, aim: 16 },
    },
  ];
}

/** Fetches 1 GB, on both sides the same. */
async function fetched(folder: string, aws: string, sandbox: BenchSandbox): Promise<Measurement> {
  const { env, endpoint, domain, repository } = sandbox;
  const place = { endpoint, domain, repository };
  const version = 'to-fetch';
  const random = path.join(folder, 'random');
  const packing: PublishTask = {
    place,
    folder: random,
    temporaryFolder: folder,
    compression: 'balanced',
    version,
  };
  await runProbe<PublishMeasurements>('publish', packing, env);
  // What was published is brought to the disk now, at nobody's cost.
  await runProgram('sync', []);
  const script = path.join(folder, 'fetch.sh');
  await writeFile(
    script,
    [
      'set -e',
      `'${aws}' codeartifact get-package-version-asset --domain bench --repository store --format generic \\`,
      `  --namespace bench --package tree --package-version ${version} --asset tree.tar.gz "$1/fetched"`,
      'sha256sum "$1/fetched"',
      '',
    ].join('\n'),
  );
  const output = path.join(folder, 'fetch.txt');
  const task = { place, version, folder } satisfies FetchTask;
  const turns = await runAlternating(
    5,
    () => runProbe<number>('fetch', task, env),
    async () => {
      const milliseconds = await timeProgram('sh', [script, folder], env, output);
      await rm(path.join(folder, 'fetched'));
      return milliseconds;
    },
  );
  assert.match(await readFile(output, 'utf8'), /[0-9a-f]{64}/);
  const goal = { mustHold: 0.5, aim: 0.3 };
  return { kind: 'pairs', name: fetchName, goal, pairs: turns };
}
