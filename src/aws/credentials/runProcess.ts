import { spawn, type ChildProcess } from 'node:child_process';

/** The output and exit status of a child process. */
export interface ProcessResult {
  readonly stdout: string;
  /** Undefined if the process could not be started or was killed. */
  readonly exitCode: number | undefined;
  /** The system's error code if the process could not be started. */
  readonly errno?: string;
}

const outputLimitBytes = 1024 * 1024;

/**
 * Runs the command line of a `credential_process` in the system's shell, as the SDKs do. The whole
 * process group is killed if `signal` aborts or the output exceeds 1 MiB. Its stderr is discarded,
 * because it may contain secrets.
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
    // The process has already ended.
  }
}
