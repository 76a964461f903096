import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { recordProcess } from '../machine/leftovers';
import { projectFolder } from '../project';

/** A sandbox that was started here. */
export interface SandboxProcess {
  /** Its line of JSON: endpoint, region, account and credentials. */
  readonly announcement: string;
  stop(): Promise<void>;
}

/** The exit code of a sandbox whose folder another one serves. */
const heldCode = 3;

/**
 * Starts dist/sandbox.js on `folder`, seeded for the first lesson. Rejects with its last words
 * where it does not start, as when another one serves that folder.
 */
export function startSandboxProcess(folder: string, upstream: string): Promise<SandboxProcess> {
  const script = path.join(projectFolder, 'dist', 'sandbox.js');
  const args = [
    `--data=${folder}`,
    `--upstream=${upstream}`,
    '--seed=lesson',
    '--exit-with-parent',
  ];
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C is for us: the window goes first.
    detached: process.platform !== 'win32',
  });
  recordProcess(child, { group: process.platform !== 'win32' });
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    createInterface(child.stderr).on('line', line => said.push(line));
    createInterface(child.stdout).once('line', announcement => resolve({ announcement, stop }));
    child.once('error', reject);
    child.once('close', code => {
      const last = said.slice(-3).join('\n');
      const held = `The sandbox is in use, by another npm start or a VS Code window: close it there, or end the process that holds the folder.\n${last}`;
      reject(new Error(code === heldCode ? held : `The sandbox has ended: ${last}`));
    });
  });
}
