import assert from 'node:assert/strict';
import { instrumentSources, createMutants } from '../../../tools/mutate/instrument';
import { isEquivalent } from '../../../tools/mutate/equivalent';
import type { Mutant, MutantOutcome } from '../../../tools/mutate/mutant';
import { formatMutant, formatSurvivors, formatTotal } from '../../../tools/mutate/report';
import { pickSample } from '../../../tools/mutate/sample';
import { createGlobMatcher, excludeVscodeSources } from '../../../tools/mutate/sources';

const mutant = (more: Partial<Mutant> = {}): Mutant => ({
  id: '1',
  file: 'src/a.ts',
  line: 1,
  column: 1,
  mutator: 'BooleanLiteral',
  original: 'true',
  replacement: 'false',
  code: 'const a = true;',
  ...more,
});

describe('the sample of mutants', () => {
  const all = Array.from({ length: 1000 }, (_, at) => at);

  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(pickSample(all, 50, 7), pickSample(all, 50, 7));
    assert.notDeepEqual(pickSample(all, 50, 7), pickSample(all, 50, 8));
  });

  it('has no mutant twice, and comes from everywhere', () => {
    const chosen = pickSample(all, 300, 1);
    assert.equal(new Set(chosen).size, 300);
    const firstHalf = chosen.filter(at => at < 500).length;
    assert.ok(firstHalf > 100 && firstHalf < 200, `${firstHalf} of 300 in the first half`);
  });

  it('is everything where there is no more', () =>
    assert.deepEqual(
      pickSample(all.slice(0, 5), 9, 1).sort((a, b) => a - b),
      [0, 1, 2, 3, 4],
    ));
});

describe('the files that are mutated', () => {
  const cases: [glob: string | undefined, file: string, matches: boolean][] = [
    [undefined, 'src/a.ts', true],
    ['src/token/**', 'src/token/ledger.ts', true],
    ['src/token/**', 'src/token/deep/ledger.ts', true],
    ['src/token/**', 'src/tokens/ledger.ts', false],
    ['src/*/ledger.ts', 'src/token/ledger.ts', true],
    ['src/*/ledger.ts', 'src/token/deep/ledger.ts', false],
    ['**/ledger.ts', 'src/token/ledger.ts', true],
    ['src/a.ts', 'src/abts', false],
  ];
  for (const [glob, file, matches] of cases)
    it(`${matches ? 'have' : 'lack'} ${file} for ${glob ?? 'no pattern'}`, () =>
      assert.equal(createGlobMatcher(glob)(file), matches));
});

describe('the sources that load without VS Code', () => {
  const source = (name: string, content: string) => ({ name: `src/${name}.ts`, content });

  it('are those that import it neither themselves nor through others', () => {
    const free = [
      source('a', "import { readFileSync } from 'node:fs';\n"),
      source('b', "import type { X } from './e';\nimport {\n  a,\n} from './a';\n"),
      source('ui/c', "import type * as vscode from 'vscode';\nexport { b } from '../b';\n"),
    ];
    const bound = [
      source('d', "import * as vscode from 'vscode';\n"),
      source('e', "import { d } from './d';\n"),
      source('ui/f', "import {\n  e,\n} from '../e';\n"),
      source('ui/g', "export { f } from './f';\n"),
    ];
    assert.deepEqual(excludeVscodeSources([...bound, ...free]), free);
  });
});

describe('the mutants of a source', () => {
  const source = {
    name: 'src/a.ts',
    content: 'export const isUp = (\n  n: number,\n) => n > 0 && n < 9;\n',
  };

  it('have a place, and what becomes of what', async () => {
    const found = await createMutants([source]);
    assert.deepEqual(
      found
        .filter(({ original }) => original === 'n > 0')
        .map(formatMutant)
        .sort(),
      [
        'src/a.ts:3:6 ConditionalExpression: n > 0 → true',
        'src/a.ts:3:6 EqualityOperator: n > 0 → n <= 0',
        'src/a.ts:3:6 EqualityOperator: n > 0 → n >= 0',
      ],
    );
  });

  it('are switched on one at a time', async () => {
    const wanted = (await createMutants([source])).filter(
      ({ original, replacement }) => original === 'n > 0' && replacement === 'n >= 0',
    );
    const { files, mutants } = await instrumentSources([source], wanted);
    assert.equal(mutants.length, 1);
    assert.ok(files[0]?.content.includes(`stryMutAct_9fa48("${mutants[0]?.id ?? ''}")`));
    assert.ok(!files[0]?.content.includes('n <= 9'), 'what is not in the sample stays');
  });
});

describe('the report on mutants', () => {
  it('lists those that no test noticed by their places', () => {
    const results: [Mutant, MutantOutcome][] = [
      [mutant({ file: 'src/b.ts' }), 'not covered'],
      [mutant({ line: 10 }), 'survived'],
      [mutant({ line: 9, original: 'a\n  + b', replacement: 'x'.repeat(100) }), 'survived'],
      [mutant({ line: 2 }), 'killed'],
      [mutant({ line: 3 }), 'timed out'],
      [mutant({ line: 4 }), 'equivalent'],
    ];
    assert.deepEqual(formatSurvivors(results.map(([it, outcome]) => ({ mutant: it, outcome }))), [
      `src/a.ts:9:1 BooleanLiteral: a + b → ${'x'.repeat(45)} … ${'x'.repeat(45)} (survived)`,
      'src/a.ts:10:1 BooleanLiteral: true → false (survived)',
      'src/b.ts:1:1 BooleanLiteral: true → false (not covered)',
    ]);
  });

  it('counts those that are killed among those that are not equivalent', () => {
    const outcomes: MutantOutcome[] = [
      ...(['killed', 'killed', 'timed out', 'survived', 'not covered', 'equivalent'] as const),
    ];
    assert.equal(
      formatTotal(outcomes.map(outcome => ({ mutant: mutant(), outcome }))),
      '3 of 5 mutants killed (60.0 %), 1 of them by the time limit; ' +
        '1 survived, 1 not covered, 1 equivalent',
    );
  });

  it('knows an equivalent mutant by its file and what becomes of what', () => {
    const among = [{ file: 'src/a.ts', original: 'true', replacement: 'false', because: 'it is' }];
    assert.ok(isEquivalent(mutant({ line: 77 }), among));
    for (const other of [{ file: 'src/b.ts' }, { original: 'x' }, { replacement: 'x' }])
      assert.ok(!isEquivalent(mutant(other), among));
    const [one] = among;
    assert.ok(one && isEquivalent(mutant(), [{ ...one, code: 'a = true' }]));
    assert.ok(!isEquivalent(mutant(), [{ ...one, code: 'b = true' }]));
  });
});
