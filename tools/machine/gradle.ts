import { jdk } from '../maven/toolchain';
import { debianRepository } from '../maven/upstream';
import { aptInstall } from './apt';
import { findStarting } from './findProgram';
import { Missing } from './missing';

const elsewhere = 'Install it as https://gradle.org/install says.';

/**
 * The program `gradle`, with a JDK and with what the tests resolve through it: found, or installed
 * with apt-get as root. Rejects with `Missing`.
 */
export async function gradleProgram(): Promise<string> {
  await jdk();
  if ((await findStarting('gradle')) === undefined)
    await aptInstall('Gradle', ['gradle'], elsewhere);
  await debianRepository();
  return foundGradle();
}

/** The program `gradle` where it is there already. Rejects with `Missing`, which says how to get it. */
export async function foundGradle(): Promise<string> {
  const program = await findStarting('gradle');
  if (program === undefined) throw new Missing(`Gradle is missing or does not start. ${elsewhere}`);
  return program;
}
