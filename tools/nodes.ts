// npm run test:nodes [-- VERSION …]: builds and runs the unit tests with several versions of Node.
import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Missing } from './machine/missing';
import { chooseVersions } from './nodes/chooseVersions';
import { nodeProgram } from './nodes/nodeProgram';
import { offeredVersions } from './nodes/offeredVersions';
import { outcomeText, total, type Outcome } from './nodes/outcome';
import { tryNode } from './nodes/tryNode';
import { projectFolder } from './project';
import { runMain } from './machine/runMain';

async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const outcome = await tryVersions(positionals).catch((error: unknown): Outcome => {
    if (!(error instanceof Missing)) throw error;
    console.log(error.message);
    return { passed: 0, failed: 0, skipped: 1 };
  });
  console.log(`\n${outcomeText(outcome)}`);
  return outcome.failed === 0 ? 0 : 1;
}

async function tryVersions(wanted: readonly string[]): Promise<Outcome> {
  const manifest = JSON.parse(await readFile(path.join(projectFolder, 'package.json'), 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  const outcomes: Outcome[] = [];
  for (const version of await chooseVersions(wanted, manifest.engines.node, offeredVersions)) {
    const program = await nodeProgram(version);
    const started = performance.now();
    const { outcome, failures } = await tryNode(program);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (failures !== '') console.log(failures);
    console.log(`Node ${version}: ${outcomeText(outcome)} (${seconds} s)`);
    outcomes.push(outcome);
  }
  return total(outcomes);
}

runMain(main());
