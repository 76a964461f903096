import { isFailure } from '../core/failure';
import type { Finding } from './finding';
import { observe, type Observation } from './messages';

/**
 * Inspects all `items` at the same time and collects their findings. A `Failure` becomes a finding of
 * its item. Without items, the only finding is `emptyObservation`.
 */
export async function findingsForEach<T>(
  items: readonly T[],
  subject: (item: T) => string,
  emptyObservation: Observation,
  inspect: (item: T) => Promise<readonly Finding[]> | readonly Finding[],
): Promise<readonly Finding[]> {
  if (items.length === 0) return [{ subject: '', state: 'skipped', observation: emptyObservation }];
  const found = await Promise.all(
    items.map(async (item): Promise<readonly Finding[]> => {
      try {
        return await inspect(item);
      } catch (error) {
        if (!isFailure(error)) throw error;
        const observation = observe('failed', error.code);
        return [{ subject: subject(item), state: 'error', observation, failure: error }];
      }
    }),
  );
  return found.flat();
}

/** The items with distinct keys; of items with equal keys, the last one. */
export function distinctBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map(item => [key(item), item])).values()];
}
