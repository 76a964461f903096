import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bench } from '../bench';
import { awsProgram, timed } from '../cli';
import { inTurns, pairsOf } from '../inTurns';
import { listing, type Listing } from '../listing';
import { probe } from '../probe';
import type { ListTimes } from '../probes/list';
import { withSandbox } from '../sandbox';

const names = ['first page of packages, cold', 'list 100,000 packages'] as const;
const packages = 100_000;

/** Every package of a large repository, by pages of 1000 on both sides. */
export const list: Bench = {
  name: 'list',
  figures: names,
  run: async folder => {
    const aws = await awsProgram();
    const output = path.join(folder, 'packages.json');
    const turns = await withSandbox(folder, packages, ({ env, endpoint, domain, repository }) => {
      const of = ['--domain', domain.domain, '--repository', repository.repository];
      const ask = ['codeartifact', 'list-packages', ...of, '--page-size', '1000'];
      return inTurns(
        5,
        () => probe<ListTimes>('list', { endpoint, domain, repository }, env),
        () => timed(aws, [...ask, '--output', 'json'], env, output),
        0,
      );
    });
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
        pairs: pairsOf(turns, it => it.all),
      },
    ];
  },
};

async function listed(file: string): Promise<Listing> {
  const answer = JSON.parse(await readFile(file, 'utf8')) as {
    readonly packages: Parameters<typeof listing>[0];
  };
  return listing(answer.packages);
}
