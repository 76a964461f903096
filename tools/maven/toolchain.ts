import path from 'node:path';
import { aptInstall } from '../machine/apt';
import { findProgram } from '../machine/findProgram';
import { MissingPrerequisiteError } from '../machine/missing';

const jdkElsewhere = 'Install one (11 or newer), for example from https://adoptium.net.';
const mavenElsewhere = 'Install it as https://maven.apache.org/install.html says.';

const javac = () => {
  const home = process.env['JAVA_HOME'];
  const own = home === undefined || home === '' ? [] : [path.join(home, 'bin', 'javac')];
  return findProgram([...own, 'javac']);
};
const maven = () => findProgram(['mvn']);

/** Finds a JDK, or installs one where that is for us to do. Rejects with `MissingPrerequisiteError`. */
export async function ensureJdk(): Promise<void> {
  if (javac() === undefined) await aptInstall('A JDK', ['default-jdk-headless'], jdkElsewhere);
  if (javac() === undefined)
    throw new MissingPrerequisiteError(
      `A JDK is missing in PATH after its installation. ${jdkElsewhere}`,
    );
}

/** The program `mvn`, with a JDK for it: installed where that is for us to do, else `MissingPrerequisiteError`. */
export async function ensureMaven(): Promise<string> {
  await ensureJdk();
  if (maven() === undefined) await aptInstall('Maven', ['maven'], mavenElsewhere);
  const found = maven();
  if (found === undefined)
    throw new MissingPrerequisiteError(
      `Maven is missing in PATH after its installation. ${mavenElsewhere}`,
    );
  return found;
}

/** The program `mvn` where it is there already. Rejects with `MissingPrerequisiteError`, which says how to get it. */
export function requireMaven(): Promise<string> {
  const found = maven();
  return found === undefined
    ? Promise.reject(new MissingPrerequisiteError(`Maven is missing. ${mavenElsewhere}`))
    : Promise.resolve(found);
}
