import { jdk } from '../maven/toolchain';
import { debianRepository } from '../maven/upstream';
import { aptInstall } from './apt';
import { findWorking } from './findProgram';
import { Missing } from './missing';
import { run } from './run';

const elsewhere = 'Install it as https://gradle.org/install says.';

const working = () =>
  findWorking('gradle', program =>
    run(program, ['--version']).then(
      () => true,
      () => false,
    ),
  );

/**
 * The program `gradle`, with a JDK and with what the tests resolve through it: found, or installed
 * where that is for us to do. Rejects with `Missing`.
 */
export async function gradleProgram(): Promise<string> {
  await jdk();
  if ((await working()) === undefined) await aptInstall('Gradle', ['gradle'], elsewhere);
  await debianRepository();
  return foundGradle();
}

/** The program `gradle` where it is there already. Rejects with `Missing`, which says how to get it. */
export async function foundGradle(): Promise<string> {
  const program = await working();
  if (program === undefined) throw new Missing(`Gradle is missing or does not start. ${elsewhere}`);
  return program;
}
