import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * How to start npm: as a script for this very Node where it is found, because `npm.cmd` needs a
 * shell.
 * @returns {{ program: string, args: string[], shell: boolean }}
 */
export function npmCommand() {
  const beside = path.dirname(process.execPath);
  const script = [
    process.env['npm_execpath'] ?? '',
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
  ].find(file => path.basename(file) === 'npm-cli.js' && existsSync(file));
  return script
    ? { program: process.execPath, args: [script], shell: false }
    : { program: 'npm', args: [], shell: process.platform === 'win32' };
}
