import type { Services } from '../common/services';

/** Ends the sandbox. What it holds stays for the next start. */
export async function stopSandbox({ sandbox }: Services): Promise<void> {
  await sandbox.stop();
}
