import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

/** Ends the group of process `argv[1]` when the pipe from its parent closes. */
const watch = `
process.stdin.resume().once('end', () => {
  try { process.kill(-Number(process.argv[1]), 'SIGKILL'); } catch {}
});`;

/**
 * Kills the process group `pid` when this process ends without having stopped it, `SIGKILL`
 * included: a group of its own never hears of that. Call the answer when the group is gone.
 */
export function killGroupOnExit(pid: number): () => void {
  const watcher = spawn(process.execPath, ['-e', watch, String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // What ends our own group must not end the watcher first.
    detached: true,
  });
  watcher.unref();
  // A pipe to a child is a socket; it alone must not keep this process.
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
  return () => void watcher.kill('SIGKILL');
}
