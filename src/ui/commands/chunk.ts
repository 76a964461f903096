import type { Services } from '../common/services';
import { table } from './table';

export { failuresSince } from '../buildFailures/findFailures';
export { offerFix } from '../buildFailures/offerFix';

/**
 * Runs the command `id` with what VS Code called it with. Throws what the command throws, and for
 * an id that is none of ours.
 */
export async function runCommand(
  services: Services,
  id: string,
  [first, second, third]: readonly unknown[],
): Promise<void> {
  if (!Object.hasOwn(table, id)) throw new Error(`There is no command ${id}.`);
  await table[id as keyof typeof table](services, first, second, third);
}
