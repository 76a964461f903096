import type { Services } from '../common/services';
import { commandHandlers } from './table';

export { findFailureMessagesSince } from '../buildFailures/findFailedDownloads';
export { showRejectionNotification } from '../buildFailures/showRejectionNotification';

/**
 * Runs the command `id` with what VS Code called it with. Throws what the command throws, and for
 * an id that is none of ours.
 */
export async function runCommand(
  services: Services,
  id: string,
  [first, second, third]: readonly unknown[],
): Promise<void> {
  if (!Object.hasOwn(commandHandlers, id)) throw new Error(`There is no command ${id}.`);
  await commandHandlers[id as keyof typeof commandHandlers](services, first, second, third);
}
