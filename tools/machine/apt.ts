import { existsSync } from 'node:fs';
import { requireDiskSpace } from '../../scripts/diskSpace.mjs';
import { findProgram } from './findProgram';
import { MissingPrerequisiteError } from './missing';
import { memoizeAsync } from './onceDone';
import { runProgram } from './run';

/** Whether this machine takes packages by apt-get, as Debian and Ubuntu do. */
export function hasApt(): boolean {
  return existsSync('/etc/debian_version') && findProgram(['apt-get']) !== undefined;
}

// A package manager that is cut off leaves packages half installed.
const aptGet = (...args: readonly string[]) =>
  runProgram('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    outlivesUs: true,
  });

const update = memoizeAsync(() => aptGet('update'));

/** How packages are installed on this machine. */
export interface Apt {
  readonly isThere: boolean;
  readonly isRoot: boolean;
  install(packages: readonly string[]): Promise<void>;
}

const systemApt = (): Apt => ({
  isThere: hasApt(),
  isRoot: process.getuid?.() === 0,
  install: async packages => {
    await requireDiskSpace(['/']);
    await update();
    await aptGet('install', '-y', '--no-install-recommends', ...packages);
  },
});

/**
 * Installs `packages` by apt-get, telling so in one line. Rejects with `MissingPrerequisiteError`, which names the
 * command, where this user may not, and where it fails; where there is no apt-get it says
 * `elsewhere`, which is how to get it on other systems.
 */
export async function aptInstall(
  what: string,
  packages: readonly string[],
  elsewhere: string,
  apt: Apt = systemApt(),
): Promise<void> {
  if (!apt.isThere) throw new MissingPrerequisiteError(`${what} is missing. ${elsewhere}`);
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!apt.isRoot)
    throw new MissingPrerequisiteError(`${what} is missing. Install it with: sudo ${command}`);
  console.log(`${what} is missing: installing it (${command}) …`);
  try {
    await apt.install(packages);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MissingPrerequisiteError(
      `${what} is missing and could not be installed. Install it with: ${command}\n${reason}`,
    );
  }
}
