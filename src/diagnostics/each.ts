import { isFailure } from '../core/failure';
import type { Finding } from './finding';
import { text } from './text';

/**
 * The findings about each of `things`, asked for all at once. A `Failure` becomes the finding of its
 * thing; without things there is one that says `none`.
 */
export async function each<T>(
  things: readonly T[],
  subject: (thing: T) => string,
  none: string,
  look: (thing: T) => Promise<readonly Finding[]> | readonly Finding[],
): Promise<readonly Finding[]> {
  if (things.length === 0) return [{ subject: '', state: 'skipped', saw: text(none) }];
  const found = await Promise.all(
    things.map(async (thing): Promise<readonly Finding[]> => {
      try {
        return await look(thing);
      } catch (error) {
        if (!isFailure(error)) throw error;
        const saw = text('{0}', error.details.message ?? error.details.reason ?? error.code);
        return [{ subject: subject(thing), state: 'error', saw, failure: error }];
      }
    }),
  );
  return found.flat();
}

/** What is told once, though several things led to it. */
export function distinct<T>(things: readonly T[], key: (thing: T) => string): readonly T[] {
  return [...new Map(things.map(thing => [key(thing), thing])).values()];
}
