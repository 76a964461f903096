import { aptInstall } from './apt';
import { findStarting } from './findProgram';
import { Missing } from './missing';

const elsewhere = 'Install it from https://git-scm.com.';

/** The program `git`: found, or installed with apt-get as root. Rejects with `Missing`. */
export async function gitProgram(): Promise<string> {
  if ((await findStarting('git')) === undefined) await aptInstall('git', ['git'], elsewhere);
  const program = await findStarting('git');
  if (program === undefined) throw new Missing(`git is missing or does not start. ${elsewhere}`);
  return program;
}
