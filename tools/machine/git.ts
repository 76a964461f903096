import { aptInstall } from './apt';
import { findWorking } from './findProgram';
import { Missing } from './missing';
import { run } from './run';

const elsewhere = 'Install it from https://git-scm.com.';

const working = () =>
  findWorking('git', program =>
    run(program, ['--version']).then(
      () => true,
      () => false,
    ),
  );

/** The program `git`: found, or installed where that is for us to do. Rejects with `Missing`. */
export async function gitProgram(): Promise<string> {
  if ((await working()) === undefined) await aptInstall('git', ['git'], elsewhere);
  const program = await working();
  if (program === undefined) throw new Missing(`git is missing or does not start. ${elsewhere}`);
  return program;
}
