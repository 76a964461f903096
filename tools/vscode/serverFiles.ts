import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npmCommand } from '../../scripts/npm.mjs';
import { Missing } from '../machine/missing';
import { run } from '../machine/run';
import { cachePath } from '../project';

/** `codeServer` 4.139.1 carries VS Code 1.139.1, which runs on that `node`. */
const versions = { codeServer: '4.139.1', node: '24.21.0' } as const;

/** Where VS Code's own server lies, and the Node that runs it. */
export interface ServerFiles {
  readonly node: string;
  readonly main: string;
}

/** VS Code's server out of the npm package code-server: from .cache/, or installed into it first. */
export async function serverFiles(): Promise<ServerFiles> {
  const folder = cachePath(`vscode-server-${versions.codeServer}-node-${versions.node}`);
  if (!existsSync(folder)) await install(folder);
  return {
    node: path.join(folder, nodeModule(), 'bin', 'node'),
    main: path.join(folder, serverModule, 'out', 'server-main.js'),
  };
}

const serverModule = path.join('node_modules', 'code-server', 'lib', 'vscode');

function nodePackage(): string {
  if (process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64'))
    return `node-linux-${process.arch}`;
  throw new Missing(
    `VS Code's server is used on Linux only, not on ${process.platform} (${process.arch}). ` +
      'The tests need VS Code for the desktop here, which is downloaded from update.code.visualstudio.com.',
  );
}

const nodeModule = () => path.join('node_modules', nodePackage());

/** Installs beside `folder` and moves it there at the end: a folder under that name is whole. */
async function install(folder: string): Promise<void> {
  const node = nodePackage();
  console.log(
    `VS Code ${versions.codeServer.replace(/^\d+/, '1')} is being installed into .cache/, once (a minute, 800 MB) …`,
  );
  const part = `${folder}.part-${process.pid}`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  try {
    await writeFile(path.join(part, 'package.json'), '{ "private": true }');
    await npm(part, [
      'install',
      '--ignore-scripts',
      `code-server@${versions.codeServer}`,
      `${node}@${versions.node}`,
    ]);
    await npm(path.join(part, serverModule), ['install', '--ignore-scripts', '--omit=dev']);
    await rebuild(part, path.join(part, 'node_modules', node));
    await rename(part, folder).catch((error: unknown) => {
      // Another run may have finished first.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** Compiles what writes the log files. Without a compiler there are none, and all else works. */
async function rebuild(part: string, node: string): Promise<void> {
  const env = {
    PATH: [path.join(node, 'bin'), process.env['PATH']].join(path.delimiter),
    npm_config_nodedir: node,
  };
  await npm(
    path.join(part, serverModule),
    ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'],
    env,
  ).catch(() => {
    console.log('No compiler was found (python3, make, g++): this VS Code writes no log files.');
  });
}

async function npm(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { program, args: first, shell } = npmCommand();
  await run(program, [...first, ...args, '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd,
    shell,
    env: { ...process.env, ...env },
  });
}
