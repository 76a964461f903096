import path from 'node:path';
import { aptInstall } from '../machine/apt';
import { findProgram } from '../machine/findProgram';
import { Missing } from '../machine/missing';

const jdk = () => {
  const home = process.env['JAVA_HOME'];
  const own = home === undefined || home === '' ? [] : [path.join(home, 'bin', 'javac')];
  return findProgram([...own, 'javac']);
};
const maven = () => findProgram(['mvn']);

/** The program `mvn`, with a JDK for it: installed where that is for us to do, else `Missing`. */
export async function mavenProgram(): Promise<string> {
  if (jdk() === undefined)
    await aptInstall(
      'A JDK',
      ['default-jdk-headless'],
      'Install one (11 or newer), for example from https://adoptium.net.',
    );
  if (maven() === undefined)
    await aptInstall(
      'Maven',
      ['maven'],
      'Install it as https://maven.apache.org/install.html says.',
    );
  const found = maven();
  if (found === undefined) throw new Missing('Maven is missing in PATH after its installation.');
  return found;
}
