import { Instrumenter } from '@stryker-mutator/instrumenter';
import type { Mutant } from './mutant';
import type { SourceFile } from './sources';

type StrykerMutant = Awaited<ReturnType<Instrumenter['instrument']>>['mutants'][number];

const silent = () => undefined;
const off = () => false;

const instrumenter = new Instrumenter({
  isTraceEnabled: off,
  isDebugEnabled: off,
  isInfoEnabled: off,
  isWarnEnabled: off,
  isErrorEnabled: off,
  isFatalEnabled: off,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
});

const options = { plugins: null, excludedMutations: [], ignorers: [] };

/** Every mutant that StrykerJS makes of `sources`. */
export async function createMutants(sources: readonly SourceFile[]): Promise<Mutant[]> {
  const { mutants } = await instrumenter.instrument(
    sources.map(source => ({ ...source, mutate: true })),
    options,
  );
  return mutants.map(mutant => named(mutant, sources));
}

/**
 * `sources` with `wanted` in them, which the environment variable of StrykerJS switches on one at a
 * time. The mutants come back with the identifiers that do so.
 */
export async function instrumentSources(
  sources: readonly SourceFile[],
  wanted: readonly Mutant[],
): Promise<{ files: readonly SourceFile[]; mutants: Mutant[] }> {
  const everywhere = await instrumenter.instrument(
    sources.map(source => ({ ...source, mutate: rangesOf(source, wanted) })),
    options,
  );
  const identifiers = new Map(
    everywhere.mutants.map(mutant => [key(named(mutant, sources)), mutant.id]),
  );
  const mutants = wanted.map(mutant => {
    const id = identifiers.get(key(mutant));
    if (id === undefined) throw new Error(`The mutant ${key(mutant)} did not come again.`);
    return { ...mutant, id };
  });
  return { files: everywhere.files, mutants };
}

/** Where the mutants of `source` are; others inside of these places are made too, and never used. */
function rangesOf({ name }: SourceFile, wanted: readonly Mutant[]) {
  return wanted
    .filter(({ file }) => file === name)
    .map(({ line, column, original }) => {
      const lines = original.split('\n');
      const last = lines.at(-1) ?? '';
      return {
        start: { line: line - 1, column: column - 1 },
        end: {
          line: line - 2 + lines.length,
          column: last.length + (lines.length === 1 ? column - 1 : 0),
        },
      };
    });
}

const key = ({ file, line, column, mutator, original, replacement }: Mutant) =>
  JSON.stringify([file, line, column, mutator, original, replacement]);

function named(mutant: StrykerMutant, sources: readonly SourceFile[]): Mutant {
  const { id, fileName: file, location, mutatorName: mutator, replacement } = mutant;
  const content = sources.find(({ name }) => name === file)?.content ?? '';
  const lines = content.split('\n');
  return {
    id,
    file,
    line: location.start.line + 1,
    column: location.start.column + 1,
    mutator,
    original: textBetween(lines, location),
    replacement,
    code: (lines[location.start.line] ?? '').trim(),
  };
}

function textBetween(lines: readonly string[], { start, end }: StrykerMutant['location']): string {
  const within = lines.slice(start.line, end.line + 1);
  // The end first: on a single line, it would move otherwise.
  within.push(within.pop()?.slice(0, end.column) ?? '');
  within.unshift(within.shift()?.slice(start.column) ?? '');
  return within.join('\n');
}
