import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { recordProcess } from '../../tools/machine/leftovers';

/** The line that a sandbox prints when it is ready. */
export interface Announcement {
  readonly endpoint: string;
  readonly region: string;
  readonly account: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A sandbox in a process of its own, as `node dist/sandbox.js` starts it. */
export interface SandboxProcess {
  readonly data: string;
  readonly announcement: Announcement;
  readonly child: ChildProcess;
  /** What it wrote on standard error so far. */
  log(): string;
  /** The environment that makes the AWS CLI and SDKs speak with it as `user`. */
  environment(user?: string): NodeJS.ProcessEnv;
  /** Asks it to end; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** A folder for one test, and its removal. */
export function temporaryFolder(name: string): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), `${name}-`));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const running = new Set<ChildProcess>();

/** Ends what a failed test left running. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/**
 * Starts `dist/sandbox.js` on the data folder `data`, with `nodeArgs` for Node itself, and waits until
 * it is ready.
 */
export async function startSandboxProcess(
  data: string,
  args: readonly string[] = [],
  nodeArgs: readonly string[] = [],
): Promise<SandboxProcess> {
  const script = [...nodeArgs, 'dist/sandbox.js', `--data=${data}`, ...args];
  const child = spawn(process.execPath, script, {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  recordProcess(child);
  running.add(child);
  child.on('exit', () => running.delete(child));
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const first = await Promise.race([once(lines, 'line') as Promise<[string]>, ended]);
  const [line] = first;
  assert.ok(typeof line === 'string', `the sandbox ended with ${String(line)}: ${text}`);
  return {
    data,
    child,
    announcement: JSON.parse(line) as Announcement,
    log: () => text,
    environment: (user = 'sandbox') => awsEnvironment(data, user),
    async stop() {
      child.kill('SIGTERM');
      const [code] = await ended;
      return code;
    },
  };
}

/** Nothing of the caller's own AWS configuration comes through. */
function awsEnvironment(data: string, user: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(own),
    AWS_CONFIG_FILE: path.join(data, 'aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(data, 'aws', 'credentials'),
    AWS_PROFILE: user,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}
