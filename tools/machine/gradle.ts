import { ensureJdk } from '../maven/toolchain';
import { ensureDebianRepository } from '../maven/upstream';
import { aptInstall } from './apt';
import { findStartingProgram } from './findProgram';
import { MissingPrerequisiteError } from './missing';

const elsewhere = 'Install it as https://gradle.org/install says.';

/**
 * The program `gradle`, with a JDK and with what the tests resolve through it: found, or installed
 * with apt-get as root. Rejects with `MissingPrerequisiteError`.
 */
export async function ensureGradle(): Promise<string> {
  await ensureJdk();
  if ((await findStartingProgram('gradle')) === undefined)
    await aptInstall('Gradle', ['gradle'], elsewhere);
  await ensureDebianRepository();
  return requireGradle();
}

/** The program `gradle` where it is there already. Rejects with `MissingPrerequisiteError`, which says how to get it. */
export async function requireGradle(): Promise<string> {
  const program = await findStartingProgram('gradle');
  if (program === undefined)
    throw new MissingPrerequisiteError(`Gradle is missing or does not start. ${elsewhere}`);
  return program;
}
