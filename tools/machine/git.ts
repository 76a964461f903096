import { aptInstall } from './apt';
import { findStartingProgram } from './findProgram';
import { MissingPrerequisiteError } from './missing';

const elsewhere = 'Install it from https://git-scm.com.';

/** The program `git`: found, or installed with apt-get as root. Rejects with `MissingPrerequisiteError`. */
export async function ensureGit(): Promise<string> {
  if ((await findStartingProgram('git')) === undefined) await aptInstall('git', ['git'], elsewhere);
  const program = await findStartingProgram('git');
  if (program === undefined)
    throw new MissingPrerequisiteError(`git is missing or does not start. ${elsewhere}`);
  return program;
}
