import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bench } from '../bench';
import { ensureAwsProgram, timeProgram } from '../cli';
import { runAlternating, extractPairs } from '../inTurns';
import { summarizeListing, type PackageListing } from '../listing';
import { runProbe } from '../probe';
import type { ListTimes } from '../probes/list';
import { withBenchSandbox } from '../sandbox';

const names = ['first page of packages, cold', 'list 100,000 packages'] as const;
const packages = 100_000;

/** Every package of a large repository, by pages of 1000 on both sides. */
export const listBench: Bench = {
  name: 'list',
  figures: names,
  run: async folder => {
    const aws = await ensureAwsProgram();
    const output = path.join(folder, 'packages.json');
    const turns = await withBenchSandbox(
      folder,
      packages,
      ({ env, endpoint, domain, repository }) => {
        const of = ['--domain', domain.domain, '--repository', repository.repository];
        const ask = ['codeartifact', 'list-packages', ...of, '--page-size', '1000'];
        return runAlternating(
          5,
          () => runProbe<ListTimes>('list', { endpoint, domain, repository }, env),
          () => timeProgram(aws, [...ask, '--output', 'json'], env, output),
          0,
        );
      },
    );
    const theirs = await listed(output);
    assert.equal(theirs.count, packages);
    for (const { ours } of turns) assert.deepEqual(ours.listing, theirs, 'the listings differ');
    return [
      {
        kind: 'values',
        name: names[0],
        unit: 'ms',
        goal: { mustHold: 130, aim: 90 },
        values: turns.map(({ ours }) => ours.first),
      },
      {
        kind: 'pairs',
        name: names[1],
        goal: { mustHold: 0.22, aim: 0.1 },
        pairs: extractPairs(turns, it => it.all),
      },
    ];
  },
};

async function listed(file: string): Promise<PackageListing> {
  const answer = JSON.parse(await readFile(file, 'utf8')) as {
    readonly packages: Parameters<typeof summarizeListing>[0];
  };
  return summarizeListing(answer.packages);
}
