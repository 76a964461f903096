import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { dependenciesFit } from './lockfile.mjs';
import { npmCommand } from './npm.mjs';

const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * Runs a program to its end and resolves to its exit code. Ctrl-C reaches it through the terminal;
 * this process waits until it has cleaned up.
 * @param {string} program @param {readonly string[]} args @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
function run(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: project, stdio: 'inherit', ...options });
    const wait = () => undefined;
    const pass = () => void child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', pass).on('SIGHUP', pass);
    child.once('error', reject);
    child.once('close', (code, signal) => {
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

/**
 * Installs and builds what is missing, runs tools/`tool`.ts and resolves to its exit code.
 * @param {string | undefined} tool @param {readonly string[]} args
 */
export async function runTool(tool, args) {
  if (!tool || !existsSync(path.join(project, 'tools', `${tool}.ts`)))
    throw new Error('Usage: node scripts/run.mjs start|test [...arguments]');
  if (!dependenciesFit(project)) await install();
  await build('--production');
  await build('--tests');
  const file = path.join('out', 'tools', `${tool}.js`);
  return run(process.execPath, ['--enable-source-maps', file, ...args]);
}
