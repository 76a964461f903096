import { existsSync } from 'node:fs';
import { findProgram } from './findProgram';
import { Missing } from './missing';
import { run } from './run';

/** Whether this machine takes packages by apt-get, as Debian and Ubuntu do. */
export function hasApt(): boolean {
  return existsSync('/etc/debian_version') && findProgram(['apt-get']) !== undefined;
}

/**
 * Installs `packages` by apt-get, telling so in one line. Rejects with `Missing`, naming the
 * command, where that is not for us to do: not root, or no apt-get (then `elsewhere` says what
 * helps).
 */
export async function aptInstall(
  what: string,
  packages: readonly string[],
  elsewhere: string,
): Promise<void> {
  if (!hasApt()) throw new Missing(`${what} is missing. ${elsewhere}`);
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0)
    throw new Missing(`${what} is missing. Install it with: sudo ${command}`);
  console.log(`${what} is missing: installing it (${command}) …`);
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['-qq', ...lock, 'update'], { env });
    await run('apt-get', ['-qq', ...lock, ...command.split(' ').slice(1)], { env });
  } catch (error) {
    throw new Missing(`${what} is missing and could not be installed: ${String(error)}`);
  }
}
