// npm run mutate [-- --sample N --seed S --only GLOB]: tells which changes of the source no unit test notices.
import { parseArgs } from 'node:util';
import { allMutants, instrumented } from './mutate/instrument';
import type { Mutant } from './mutate/mutant';
import { mutantLine, survivorLines, totalLine } from './mutate/report';
import { reachIn } from './mutate/reachIn';
import { runMutants } from './mutate/runMutants';
import { sample } from './mutate/sample';
import { matching, sourcesWithoutVscode } from './mutate/sources';
import { treeWith, type Tree } from './mutate/tree';
import { projectFolder } from './project';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sample: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
    },
  });
  const sources = sourcesWithoutVscode(projectFolder).filter(({ name }) =>
    matching(values.only)(name),
  );
  const all = await allMutants(sources);
  const chosen = sample(all, wholeNumber(values.sample), wholeNumber(values.seed));
  console.log(`${chosen.length} of ${all.length} mutants in ${sources.length} files`);
  const touched = sources.filter(({ name }) => chosen.some(({ file }) => file === name));
  const { files, mutants } = await instrumented(touched, chosen);
  const tree = await treeWith(projectFolder, files);
  try {
    await judge(tree, mutants);
  } finally {
    await tree.remove();
  }
}

async function judge(tree: Tree, mutants: readonly Mutant[]): Promise<void> {
  console.log('Finding what each test reaches …');
  const reach = await reachIn(tree);
  const started = performance.now();
  let count = 0;
  const results = await runMutants(tree, mutants, reach, ({ mutant, outcome }) =>
    console.log(`${++count}/${mutants.length} ${outcome}: ${mutantLine(mutant)}`),
  );
  console.log(`\nNoticed by no test:\n${survivorLines(results).join('\n')}`);
  const minutes = (performance.now() - started) / 60_000;
  console.log(`\n${totalLine(results)} (${minutes.toFixed(1)} minutes)`);
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`'${text}' is not a whole number.`);
  return Number(text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
