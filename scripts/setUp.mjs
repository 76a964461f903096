import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { requireDiskSpace } from './diskSpace.mjs';
import { makeFolder, recordParent, recordProcess, sweepLeftovers } from './leftovers.mjs';
import { takeLock } from './lock.mjs';
import { dependenciesFit } from './lockfile.mjs';
import { npmCommand } from './npm.mjs';
import { npmProcess, whenGone } from './parent.mjs';
import { runEnvironment } from './runEnvironment.mjs';

const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const registry = path.join(project, '.cache', 'run');
/** Where runs make folders, and so where leftovers may be removed. */
const places = [tmpdir(), path.join(project, '.cache')];
const npm = npmProcess();
/** How long a tool may take to stop once npm is gone. */
const stopMilliseconds = 15_000;

/**
 * Runs a program to its end and resolves to its exit code. Ctrl-C reaches it through the terminal;
 * this process waits until it has cleaned up. It is ended when npm, which runs this script, is gone.
 * @param {string} program @param {readonly string[]} args @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
function run(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: project, stdio: 'inherit', ...options });
    const forget = child.pid ? recordProcess(registry, child.pid, false) : () => undefined;
    const wait = () => undefined;
    const pass = () => void child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', pass).on('SIGHUP', pass);
    const end = () => {
      pass();
      setTimeout(() => child.kill('SIGKILL'), stopMilliseconds).unref();
    };
    const unwatch = npm ? whenGone(npm, end) : () => undefined;
    child.once('error', reject);
    child.once('close', (code, signal) => {
      unwatch();
      forget();
      process.off('SIGINT', wait).off('SIGTERM', pass).off('SIGHUP', pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

async function install() {
  console.log('Installing the dependencies (npm ci) …');
  const { program, args, shell } = npmCommand();
  // Warnings of npm are no news for whoever only wants to start or test.
  const code = await run(
    program,
    [...args, 'ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'],
    { shell, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (code !== 0) throw new Error('npm ci failed; what it says is above.');
}

/** @param {string} flag */
async function build(flag) {
  const code = await run(process.execPath, ['esbuild.mjs', flag], {
    // The sizes of the bundles are no news here; what goes wrong is on stderr.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (code !== 0) throw new Error(`The build failed (node esbuild.mjs ${flag}).`);
}

/** @param {string} tool */
const commandOf = tool => (tool === 'start' || tool === 'test' ? `npm ${tool}` : `npm run ${tool}`);

/**
 * Ends what killed runs have left, installs and builds what is missing, runs tools/`tool`.ts and
 * resolves to its exit code. Its temporary files are gone afterwards. Rejects where another run uses
 * the folders of the build, or something cannot be installed or built.
 * @param {string | undefined} tool @param {readonly string[]} args
 */
export async function runTool(tool, args) {
  if (!tool || !existsSync(path.join(project, 'tools', `${tool}.ts`)))
    throw new Error('Usage: node scripts/run.mjs start|test [...arguments]');
  await sweepLeftovers(registry, places);
  const giveBack = takeLock(registry, 'build', commandOf(tool), `the build in ${project}`);
  const forget = npm ? recordParent(registry, npm) : () => undefined;
  // Others than this user may pass through it, as tests let them, but not look into it.
  const temporary = makeFolder(registry, tmpdir(), 'ca-', 0o711);
  try {
    await setUp();
    // A window may stay open for days, and needs nothing more of the build.
    if (tool === 'start') giveBack();
    const file = path.join('out', 'tools', `${tool}.js`);
    return await run(process.execPath, ['--enable-source-maps', file, ...args], {
      env: runEnvironment(process.env, temporary.folder, tmpdir()),
    });
  } finally {
    // The tool itself may have been killed.
    await sweepLeftovers(registry, places);
    await temporary.remove();
    forget();
    giveBack();
  }
}

async function setUp() {
  if (!dependenciesFit(project)) {
    await requireDiskSpace([project, tmpdir()]);
    await install();
  }
  await build('--production');
  await build('--tests');
}
