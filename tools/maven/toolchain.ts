import path from 'node:path';
import { aptInstall } from '../machine/apt';
import { findProgram } from '../machine/findProgram';
import { Missing } from '../machine/missing';

const jdkElsewhere = 'Install one (11 or newer), for example from https://adoptium.net.';
const mavenElsewhere = 'Install it as https://maven.apache.org/install.html says.';

const javac = () => {
  const home = process.env['JAVA_HOME'];
  const own = home === undefined || home === '' ? [] : [path.join(home, 'bin', 'javac')];
  return findProgram([...own, 'javac']);
};
const maven = () => findProgram(['mvn']);

/** Finds a JDK, or installs one where that is for us to do. Rejects with `Missing`. */
export async function jdk(): Promise<void> {
  if (javac() === undefined) await aptInstall('A JDK', ['default-jdk-headless'], jdkElsewhere);
  if (javac() === undefined)
    throw new Missing(`A JDK is missing in PATH after its installation. ${jdkElsewhere}`);
}

/** The program `mvn`, with a JDK for it: installed where that is for us to do, else `Missing`. */
export async function mavenProgram(): Promise<string> {
  await jdk();
  if (maven() === undefined) await aptInstall('Maven', ['maven'], mavenElsewhere);
  const found = maven();
  if (found === undefined)
    throw new Missing(`Maven is missing in PATH after its installation. ${mavenElsewhere}`);
  return found;
}

/** The program `mvn` where it is there already. Rejects with `Missing`, which says how to get it. */
export function foundMaven(): Promise<string> {
  const found = maven();
  return found === undefined
    ? Promise.reject(new Missing(`Maven is missing. ${mavenElsewhere}`))
    : Promise.resolve(found);
}
