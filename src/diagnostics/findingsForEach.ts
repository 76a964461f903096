import { isFailure } from '../core/failure';
import type { Finding } from './finding';
import { localizableText } from './localizableText';

/**
 * The findings about each of `things`, asked for all at once. A `Failure` becomes the finding of its
 * thing; without things there is one that says `none`.
 */
export async function findingsForEach<T>(
  items: readonly T[],
  subject: (item: T) => string,
  emptySentence: string,
  inspect: (item: T) => Promise<readonly Finding[]> | readonly Finding[],
): Promise<readonly Finding[]> {
  if (items.length === 0)
    return [{ subject: '', state: 'skipped', observation: localizableText(emptySentence) }];
  const found = await Promise.all(
    items.map(async (item): Promise<readonly Finding[]> => {
      try {
        return await inspect(item);
      } catch (error) {
        if (!isFailure(error)) throw error;
        const observation = localizableText(
          '{0}',
          error.details.message ?? error.details.reason ?? error.code,
        );
        return [{ subject: subject(item), state: 'error', observation, failure: error }];
      }
    }),
  );
  return found.flat();
}

/** What is told once, though several things led to it. */
export function distinctBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map(item => [key(item), item])).values()];
}
