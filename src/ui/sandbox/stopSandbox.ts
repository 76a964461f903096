import type { SandboxServices } from './sandboxServices';

/** Stops the sandbox. Its data stays for the next start. */
export async function stopSandbox({ sandbox }: SandboxServices): Promise<void> {
  await sandbox.stop();
}
