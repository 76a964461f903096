// npm run test:nodes [-- VERSION …]: builds and runs the unit tests with several versions of Node.
import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { MissingPrerequisiteError } from './machine/missing';
import { chooseNodeVersions } from './nodes/chooseVersions';
import { ensureNode } from './nodes/nodeProgram';
import { listNodeVersions } from './nodes/offeredVersions';
import { formatTestCounts, sumTestCounts, type TestCounts } from './nodes/outcome';
import { tryNode } from './nodes/tryNode';
import { projectFolder } from './project';
import { runMain } from './machine/runMain';

async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const outcome = await tryVersions(positionals).catch((error: unknown): TestCounts => {
    if (!(error instanceof MissingPrerequisiteError)) throw error;
    console.log(error.message);
    return { passed: 0, failed: 0, skipped: 1 };
  });
  console.log(`\n${formatTestCounts(outcome)}`);
  return outcome.failed === 0 ? 0 : 1;
}

async function tryVersions(wanted: readonly string[]): Promise<TestCounts> {
  const manifest = JSON.parse(await readFile(path.join(projectFolder, 'package.json'), 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  const outcomes: TestCounts[] = [];
  for (const version of await chooseNodeVersions(wanted, manifest.engines.node, listNodeVersions)) {
    const program = await ensureNode(version);
    const started = performance.now();
    const { outcome, failures } = await tryNode(program);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (failures !== '') console.log(failures);
    console.log(`Node ${version}: ${formatTestCounts(outcome)} (${seconds} s)`);
    outcomes.push(outcome);
  }
  return sumTestCounts(outcomes);
}

runMain(main());
