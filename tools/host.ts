// node out/tools/host.js [TASK]: runs test/host inside of a real VS Code: the desktop build where it can be had, else its server.
import { runTests } from '@vscode/test-electron';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cachePath, projectFolder } from './project';
import { desktopProgram } from './session/desktopWindow';
import { choice } from './vscode/choice';
import { quietSettings } from './vscode/quietSettings';

/** A program that takes the arguments of `code` and follows them with VS Code's server. */
async function serverProgram(): Promise<string> {
  const file = cachePath('bin', 'code');
  const script = path.join(projectFolder, 'out', 'tools', 'code.js');
  const words = [process.execPath, '--enable-source-maps', script].map(word => `'${word}'`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, { mode: 0o755 });
  return file;
}

async function main(): Promise<void> {
  // Short, because VS Code's sockets in it must fit into 103 characters.
  const folder = await mkdtemp(path.join(tmpdir(), 'host-'));
  const workspace = path.join(folder, 'workspace');
  const home = path.join(folder, 'home');
  const userData = path.join(folder, 'user');
  const made = [workspace, home, path.join(userData, 'User')];
  await Promise.all(made.map(each => mkdir(each, { recursive: true })));
  await writeFile(path.join(userData, 'User', 'settings.json'), JSON.stringify(quietSettings));
  try {
    await runTests({
      vscodeExecutablePath: await ((await choice()) === 'desktop'
        ? desktopProgram()
        : serverProgram()),
      extensionDevelopmentPath: projectFolder,
      extensionTestsPath: path.join(projectFolder, 'out', 'test', 'host', 'index.js'),
      extensionTestsEnv: { HOME: home, HOST_TASK: process.argv[2] ?? '{}' },
      launchArgs: [
        workspace,
        '--disable-extensions',
        `--user-data-dir=${userData}`,
        `--extensions-dir=${path.join(folder, 'extensions')}`,
      ],
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
