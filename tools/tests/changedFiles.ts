import { readFile } from 'node:fs/promises';
import { runProgram } from '../machine/run';
import { cachePath, projectFolder } from '../project';

/** Which files each bundle is made of, by the bundle's path. */
type Inputs = Readonly<Record<string, readonly string[]>>;

/** The files that differ from `commit`, untracked ones included; relative to the project. */
export async function listChangedFiles(commit: string): Promise<string[]> {
  const git = async (...args: readonly string[]) =>
    (await runProgram('git', args, { cwd: projectFolder })).split('\n').filter(line => line !== '');
  return [
    ...(await git('diff', '--name-only', '--end-of-options', commit, '--')),
    ...(await git('ls-files', '--others', '--exclude-standard')),
  ];
}

/** Whether a change to some files can affect the test file `name` of `suite`. */
export type CanAffect = (suite: string, name: string) => boolean;

/** Reads, from what the last build noted, which test files the change to `changed` can affect. */
export async function readAffectedTests(changed: readonly string[]): Promise<CanAffect> {
  const read = async (name: string) =>
    JSON.parse(await readFile(cachePath('inputs', `${name}.json`), 'utf8')) as Inputs;
  return canAffect(changed, await read('tests'), await read('product'));
}

/**
 * Whether the change to `changed` can affect a test file: one of its own inputs is among them, the
 * product that its suite runs is made of one, or a file that no bundle shows to whom it belongs.
 */
export function canAffect(
  changed: readonly string[],
  testInputs: Inputs,
  productInputs: Inputs,
): CanAffect {
  const isChanged = new Set(changed);
  const holdsChange = (inputs: readonly string[] = []) => inputs.some(it => isChanged.has(it));
  const suites = new Set<string>();
  for (const file of changed) for (const suite of suitesReading(file)) suites.add(suite);
  for (const [bundle, inputs] of Object.entries(productInputs))
    if (holdsChange(inputs))
      for (const suite of bundle.endsWith('sandbox.js') ? [...inWindow, 'interop'] : inWindow)
        suites.add(suite);
  return (suite, name) =>
    suites.has(suite) || holdsChange(testInputs[`out/test/${suite}/${name}.test.js`]);
}

const inWindow = ['host', 'e2e'];
const all = ['unit', ...inWindow, 'interop'];

/** The suites whose tests read `file` in another way than by importing it. */
function suitesReading(file: string): readonly string[] {
  if (/^(package(-lock)?\.json|esbuild\.mjs|tsconfig\.json|scripts\/.*)$/.test(file)) return all;
  if (/^tools\/(mochaSuite|test|tests\/.*)/.test(file)) return all;
  if (/^tools\/(code|host)\.ts$/.test(file)) return inWindow;
  if (/^(package\.nls\.json|media\/.*|samples\/.*)$/.test(file)) return ['unit', ...inWindow];
  if (/^test\/security\//.test(file)) return ['e2e'];
  if (/^test\/fixtures\//.test(file)) return ['unit', ...inWindow];
  if (/^test\/.*\.(py|java)$/.test(file)) return ['unit', 'interop'];
  return /^(lint\/.*|\.vscodeignore|README\.md|CHANGELOG\.md|LICENSE)$/.test(file) ? ['unit'] : [];
}
