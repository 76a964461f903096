import {
  downloadAndUnzipVSCode,
  resolveCliPathFromVSCodeExecutablePath,
} from '@vscode/test-electron';
import { spawn } from 'node:child_process';
import manifest from '../../package.json';
import { recordProcess } from '../machine/leftovers';
import { runProgram } from '../machine/run';
import { cachePath } from '../project';
import { usesMinimumVersion } from '../vscode/choice';

/** VS Code for the desktop: downloaded into .cache/ once. */
export function ensureDesktopProgram(): Promise<string> {
  const version = usesMinimumVersion() ? manifest.engines.vscode.replace('^', '') : 'stable';
  return downloadAndUnzipVSCode({ version, cachePath: cachePath('vscode-desktop') });
}

/** What a window on the desktop is opened on. */
export interface DesktopWindowOptions {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly vsix: string;
  readonly userDataFolder: string;
  readonly extensionsFolder: string;
}

/** Opens VS Code on the desktop with the extension; resolves when it is closed or `signal` aborts. */
export async function openDesktopWindow(
  options: DesktopWindowOptions,
  signal: AbortSignal,
): Promise<void> {
  const program = await ensureDesktopProgram();
  const places = [
    `--user-data-dir=${options.userDataFolder}`,
    `--extensions-dir=${options.extensionsFolder}`,
  ];
  const shell = process.platform === 'win32';
  const cli = resolveCliPathFromVSCodeExecutablePath(program);
  await runProgram(
    shell ? `"${cli}"` : cli,
    [...places, '--force', `--install-extension=${options.vsix}`].map(quotedFor(shell)),
    { env: options.env, shell },
  );
  const child = spawn(
    program,
    [...places, '--disable-workspace-trust', '--skip-release-notes', options.folder],
    { env: options.env, stdio: 'ignore' },
  );
  recordProcess(child);
  const stop = () => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  signal.removeEventListener('abort', stop);
}

const quotedFor = (shell: boolean) => (word: string) =>
  shell && /\s/.test(word) ? `"${word}"` : word;
