import { setTimeout } from 'node:timers/promises';

/** Resolves as soon as `condition` holds; the time limit of the test is the only limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(10);
}
