import type { SandboxServices } from './sandboxServices';

/** Ends the sandbox. What it holds stays for the next start. */
export async function stopSandbox({ sandbox }: SandboxServices): Promise<void> {
  await sandbox.stop();
}
