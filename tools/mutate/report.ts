import type { Mutant, MutantOutcome, MutantResult } from './mutant';

const longest = 90;

/** One line for a mutant: where it is, and what becomes of what. */
export function formatMutant({
  file,
  line,
  column,
  mutator,
  original,
  replacement,
}: Mutant): string {
  return `${file}:${line}:${column} ${mutator}: ${short(original)} → ${short(replacement)}`;
}

/** On one line, its middle left out where it is long. */
function short(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length <= longest
    ? line
    : `${line.slice(0, longest / 2)} … ${line.slice(-longest / 2)}`;
}

/** The mutants that no test noticed, by file and line, with how they ended. */
export function formatSurvivors(results: readonly MutantResult[]): string[] {
  return results
    .filter(({ outcome }) => outcome === 'survived' || outcome === 'not covered')
    .sort((one, other) => compare(one.mutant, other.mutant))
    .map(({ mutant, outcome }) => `${formatMutant(mutant)} (${outcome})`);
}

const compare = (one: Mutant, other: Mutant) =>
  one.file < other.file
    ? -1
    : one.file > other.file
      ? 1
      : one.line - other.line || one.column - other.column;

/** How many mutants were killed, of those that are not equivalent. */
export function formatTotal(results: readonly MutantResult[]): string {
  const count = (wanted: MutantOutcome) =>
    results.filter(({ outcome }) => outcome === wanted).length;
  const late = count('timed out');
  const dead = count('killed') + late;
  const of = results.length - count('equivalent');
  const share = of === 0 ? 100 : (100 * dead) / of;
  return (
    `${dead} of ${of} mutants killed (${share.toFixed(1)} %), ${late} of them by the time limit; ` +
    `${count('survived')} survived, ${count('not covered')} not covered, ` +
    `${count('equivalent')} equivalent`
  );
}
