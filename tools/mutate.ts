// npm run mutate [-- --sample N --seed S --only GLOB]: tells which changes of the source no unit test notices.
import { parseArgs } from 'node:util';
import { createMutants, instrumentSources } from './mutate/instrument';
import type { Mutant } from './mutate/mutant';
import { formatMutant, formatSurvivors, formatTotal } from './mutate/report';
import { findTreeReach } from './mutate/reachIn';
import { runMutants } from './mutate/runMutants';
import { pickSample } from './mutate/sample';
import { createGlobMatcher, listSourcesWithoutVscode } from './mutate/sources';
import { createProjectCopy, type ProjectCopy } from './mutate/tree';
import { projectFolder } from './project';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sample: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
    },
  });
  const sources = listSourcesWithoutVscode(projectFolder).filter(({ name }) =>
    createGlobMatcher(values.only)(name),
  );
  const all = await createMutants(sources);
  const chosen = pickSample(all, wholeNumber(values.sample), wholeNumber(values.seed));
  console.log(`${chosen.length} of ${all.length} mutants in ${sources.length} files`);
  const touched = sources.filter(({ name }) => chosen.some(({ file }) => file === name));
  const { files, mutants } = await instrumentSources(touched, chosen);
  const tree = await createProjectCopy(projectFolder, files);
  try {
    await judge(tree, mutants);
  } finally {
    await tree.remove();
  }
}

async function judge(tree: ProjectCopy, mutants: readonly Mutant[]): Promise<void> {
  console.log('Finding what each test reaches …');
  const reach = await findTreeReach(tree);
  const started = performance.now();
  let count = 0;
  const results = await runMutants(tree, mutants, reach, ({ mutant, outcome }) =>
    console.log(`${++count}/${mutants.length} ${outcome}: ${formatMutant(mutant)}`),
  );
  console.log(`\nNoticed by no test:\n${formatSurvivors(results).join('\n')}`);
  const minutes = (performance.now() - started) / 60_000;
  console.log(`\n${formatTotal(results)} (${minutes.toFixed(1)} minutes)`);
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`'${text}' is not a whole number.`);
  return Number(text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
