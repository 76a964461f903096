import type { Mutant } from './mutant';

/** A mutant that no test can tell from the original. */
interface Equivalent extends Pick<Mutant, 'file' | 'original' | 'replacement'> {
  readonly because: string;
}

/** Mutants that change nothing anyone can see, each with the reason. */
const equivalents: readonly Equivalent[] = [];

/** Whether `mutant` is known to behave as the original does. */
export function isEquivalent(mutant: Mutant, among: readonly Equivalent[] = equivalents): boolean {
  return among.some(
    ({ file, original, replacement }) =>
      mutant.file === file && mutant.original === original && mutant.replacement === replacement,
  );
}
