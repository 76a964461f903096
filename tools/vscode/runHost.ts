import { runTests } from '@vscode/test-electron';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { quoteForShell } from '../../src/shared/shell';
import { recordChildren, createTemporaryFolder } from '../machine/leftovers';
import { cachePath, projectFolder } from '../project';
import { ensureDesktopProgram } from '../session/desktopWindow';
import { chooseCodeVariant } from './choice';
import { quietSettings } from './quietSettings';

/** What runs inside of VS Code's extension host. */
export interface HostRunOptions {
  /** The extension in development, with the activation events of its own. */
  readonly extensionFolder: string;
  /** Others that are there too. */
  readonly otherExtensions?: readonly string[];
  /** A module with the function `run`. */
  readonly testsPath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs it in a VS Code of its own: the desktop build where it can be had, else its server. */
export async function runExtensionHost(host: HostRunOptions): Promise<void> {
  const { extensionFolder, otherExtensions = [], testsPath, env } = host;
  // Short, because VS Code's sockets in it must fit into 103 characters.
  const { folder, remove } = createTemporaryFolder('host-');
  const workspace = path.join(folder, 'workspace');
  const home = path.join(folder, 'home');
  const userData = path.join(folder, 'user');
  const made = [workspace, home, path.join(userData, 'User')];
  await Promise.all(made.map(each => mkdir(each, { recursive: true })));
  await writeFile(path.join(userData, 'User', 'settings.json'), JSON.stringify(quietSettings));
  try {
    const program =
      (await chooseCodeVariant()) === 'desktop'
        ? await ensureDesktopProgram()
        : await serverProgram();
    const running = runTests({
      vscodeExecutablePath: program,
      extensionDevelopmentPath: [extensionFolder, ...otherExtensions],
      extensionTestsPath: testsPath,
      extensionTestsEnv: { HOME: home, ...env },
      launchArgs: [
        workspace,
        '--disable-extensions',
        `--user-data-dir=${userData}`,
        `--extensions-dir=${path.join(folder, 'extensions')}`,
      ],
    });
    const forget = recordChildren();
    await running.finally(forget);
  } finally {
    await remove();
  }
}

/** A program that takes the arguments of `code` and follows them with VS Code's server. */
async function serverProgram(): Promise<string> {
  const file = cachePath('bin', 'code');
  const script = path.join(projectFolder, 'out', 'tools', 'code.js');
  const words = [process.execPath, '--enable-source-maps', script];
  const command = words.map(word => quoteForShell(word, 'posix')).join(' ');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  return file;
}
