import { spawn, type ChildProcess } from 'node:child_process';

/** How a child process ended. */
export interface ProcessResult {
  readonly stdout: string;
  /** Undefined when it could not be started or was killed. */
  readonly exitCode: number | undefined;
  /** `ENOENT`, when it could not be started. */
  readonly errno?: string;
}

const outputLimitBytes = 1024 * 1024;

/**
 * Runs the command line of a `credential_process` as the SDKs do, through the system's shell, and
 * returns what it printed. Its whole process group is killed when `signal` aborts or it prints too
 * much. What it writes on stderr is never read: it may hold secrets.
 */
export function runProcess(commandLine: string, signal: AbortSignal): Promise<ProcessResult> {
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const child = spawn(commandLine, {
      shell: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      detached: process.platform !== 'win32',
    });
    const stop = (): void => killTree(child);
    const finish = (exitCode: number | null, errno?: string): void => {
      signal.removeEventListener('abort', stop);
      resolve({
        stdout: Buffer.concat(chunks).toString('utf8'),
        exitCode: exitCode ?? undefined,
        ...(errno === undefined ? {} : { errno }),
      });
    };
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > outputLimitBytes) stop();
      else chunks.push(chunk);
    });
    child.once('error', (error: NodeJS.ErrnoException) => finish(null, error.code ?? error.name));
    child.once('close', exitCode => finish(exitCode));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function killTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself in the meantime.
  }
}
