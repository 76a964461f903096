import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { requireDiskSpace } from '../../scripts/diskSpace.mjs';
import { MissingPrerequisiteError } from '../machine/missing';
import { runNpm } from '../machine/npm';
import { createFolderAtomically } from '../machine/wholeFolder';
import { cachePath } from '../project';
import { usesMinimumVersion } from './choice';

/** An npm package code-server 4.N carries VS Code 1.N, which runs on that `node`. */
interface Versions {
  readonly codeServer: string;
  readonly node: string;
}

const newest: Versions = { codeServer: '4.139.1', node: '24.21.0' };
/** The oldest that `engines.vscode` of package.json allows. */
const minimum: Versions = { codeServer: '4.105.1', node: '22.23.3' };

/** Where VS Code's own server lies, and the Node that runs it. */
export interface CodeServerFiles {
  readonly node: string;
  readonly main: string;
  /** The folder of the extensions that are part of VS Code. */
  readonly builtIns: string;
}

/**
 * VS Code's server out of the npm package code-server: from .cache/, or installed into it first.
 * With VSCODE_VERSION=minimum it is the oldest that the extension supports.
 */
export async function ensureCodeServerFiles(): Promise<CodeServerFiles> {
  const versions = usesMinimumVersion() ? minimum : newest;
  const folder = cachePath(`vscode-server-${versions.codeServer}-node-${versions.node}`);
  await createFolderAtomically(folder, part => install(part, versions));
  return {
    node: path.join(folder, nodeModule(), 'bin', 'node'),
    main: path.join(folder, serverModule, 'out', 'server-main.js'),
    builtIns: path.join(folder, serverModule, 'extensions'),
  };
}

const serverModule = path.join('node_modules', 'code-server', 'lib', 'vscode');

function nodePackage(): string {
  if (process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64'))
    return `node-linux-${process.arch}`;
  throw new MissingPrerequisiteError(
    `VS Code's server is used on Linux only, not on ${process.platform} (${process.arch}). ` +
      'The tests need VS Code for the desktop here, which is downloaded from update.code.visualstudio.com.',
  );
}

const nodeModule = () => path.join('node_modules', nodePackage());

async function install(part: string, versions: Versions): Promise<void> {
  const node = nodePackage();
  console.log(
    `VS Code ${versions.codeServer.replace(/^\d+/, '1')} is being installed into .cache/, once (a minute, 800 MB) …`,
  );
  await requireDiskSpace([cachePath()]);
  try {
    await writeFile(path.join(part, 'package.json'), '{ "private": true }');
    await runNpm(part, [
      'install',
      '--ignore-scripts',
      `code-server@${versions.codeServer}`,
      `${node}@${versions.node}`,
    ]);
    await withoutGit(path.join(part, serverModule));
    await runNpm(path.join(part, serverModule), ['install', '--ignore-scripts', '--omit=dev']);
    await rebuild(part, path.join(part, 'node_modules', node));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `VS Code's server could not be installed from the npm registry: the next run tries again, once "npm ping" succeeds.\n${reason}`,
      { cause: error },
    );
  }
}

/** Older servers take a dependency from GitHub; the release of it that npm has does as well. */
async function withoutGit(folder: string): Promise<void> {
  const file = path.join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as {
    readonly dependencies: Record<string, string>;
  };
  const watcher = manifest.dependencies['@parcel/watcher'];
  if (!watcher?.includes('/')) return;
  manifest.dependencies['@parcel/watcher'] = '2.5.1';
  await writeFile(file, JSON.stringify(manifest));
  await rm(path.join(folder, 'npm-shrinkwrap.json'), { force: true });
}

/** Compiles what writes the log files. Without a compiler there are none, and all else works. */
async function rebuild(part: string, node: string): Promise<void> {
  const env = {
    PATH: [path.join(node, 'bin'), process.env['PATH']].join(path.delimiter),
    npm_config_nodedir: node,
  };
  await runNpm(
    path.join(part, serverModule),
    ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'],
    env,
  ).catch(() => {
    console.log('No compiler was found (python3, make, g++): this VS Code writes no log files.');
  });
}
