import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { killGroupOnExit } from '../machine/endWithUs';
import { recordProcess } from '../machine/leftovers';
import { linkPlainBuiltIns } from './builtIns';
import { ensureCodeServerFiles } from './serverFiles';

/** How VS Code's server is started. */
export interface CodeServerOptions {
  /** Sockets, logs and whatever else is of this run alone; the caller removes it. */
  readonly tempFolder: string;
  readonly userDataFolder: string;
  readonly extensionsFolder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether every folder is trusted without asking. */
  readonly trusted: boolean;
  /** Heeds `extensionTestsPath`, and hides notifications. */
  readonly forTests: boolean;
  /** What the address must carry; without one, everyone on this machine may connect. */
  readonly connectionToken?: string;
  /** An extension that is installed before the first window opens. */
  readonly vsix?: string;
  /** Whether VS Code's own extensions with a program, such as Git, are there too. */
  readonly allBuiltIns: boolean;
}

/** A running server. */
export interface CodeServer {
  readonly port: number;
  /** Resolves when the process is gone, whoever ended it. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** What the command line of the server tells. */
interface ServerArguments extends Omit<CodeServerOptions, 'tempFolder' | 'env' | 'allBuiltIns'> {
  /** Where VS Code's own extensions are, unless they are where they were installed. */
  readonly builtInsFolder?: string;
}

/**
 * The arguments of VS Code's server. Each value is in one argument with its option: a token may begin
 * with `-`.
 */
export function codeServerArguments(options: ServerArguments): string[] {
  const { connectionToken, vsix, builtInsFolder } = options;
  return [
    '--host=127.0.0.1',
    '--port=0',
    connectionToken === undefined
      ? '--without-connection-token'
      : `--connection-token=${connectionToken}`,
    '--accept-server-license-terms',
    `--server-data-dir=${options.userDataFolder}`,
    `--user-data-dir=${options.userDataFolder}`,
    `--extensions-dir=${options.extensionsFolder}`,
    ...(builtInsFolder === undefined ? [] : [`--builtin-extensions-dir=${builtInsFolder}`]),
    ...(options.trusted ? ['--disable-workspace-trust'] : []),
    ...(options.forTests ? ['--enable-smoke-test-driver', '--enable-remote-auto-shutdown'] : []),
    ...(vsix === undefined ? [] : ['--start-server', `--install-extension=${vsix}`]),
    '--disable-telemetry',
  ];
}

/** Starts VS Code's server on a free port of 127.0.0.1; resolves when it listens. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const { node, main, builtIns } = await ensureCodeServerFiles();
  const { tempFolder, allBuiltIns } = options;
  await mkdir(tempFolder, { recursive: true });
  const builtInsFolder = path.join(tempFolder, 'built-ins');
  if (!allBuiltIns) await linkPlainBuiltIns(builtIns, builtInsFolder);
  const args = codeServerArguments({ ...options, ...(!allBuiltIns && { builtInsFolder }) });
  const child = spawn(node, [main, ...args], {
    cwd: tempFolder,
    env: { ...options.env, XDG_RUNTIME_DIR: tempFolder, TMPDIR: tempFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C is for us, and `stop` ends its children too.
    detached: true,
  });
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  recordProcess(child, { group: true });
  if (child.pid !== undefined) void ended.then(killGroupOnExit(child.pid));
  const stop = async () => {
    await endGroup(child, ended);
  };
  try {
    return { port: await listeningPort(child, options), ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Asks first, so that extensions are deactivated; what is left after 3 seconds is killed. */
async function endGroup({ pid }: ChildProcess, ended: Promise<void>): Promise<void> {
  if (pid === undefined) return;
  signalGroup(pid, 'SIGTERM');
  await Promise.race([ended, setTimeout(3000, undefined, { ref: false })]);
  signalGroup(pid, 'SIGKILL');
  await ended;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}

function listeningPort(child: ChildProcess, { tempFolder }: CodeServerOptions): Promise<number> {
  const log = createWriteStream(path.join(tempFolder, 'server.log'));
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on('line', line => {
        log.write(`${line}\n`);
        lines.push(line);
        const port = /^Extension host agent listening on (\d+)/.exec(line)?.[1];
        if (port !== undefined) resolve(Number(port));
      });
    }
    child.once('error', reject);
    child.once('close', code => {
      log.end();
      reject(new Error(whyEnded(code, lines)));
    });
  });
}

/** Why the server did not start, as one sentence above its last lines. */
function whyEnded(code: number | null, lines: readonly string[]): string {
  const last = lines.slice(-20).join('\n');
  const [refused] = /\bE(?:ADDRINUSE|ADDRNOTAVAIL|ACCES|AFNOSUPPORT)\b/.exec(last) ?? [];
  return refused === undefined
    ? `VS Code's server ended with ${code ?? 'a signal'}:\n${last}`
    : `VS Code's server gets no port of 127.0.0.1 (${refused}): end what uses the ports of this machine, or allow programs to listen there.\n${last}`;
}
