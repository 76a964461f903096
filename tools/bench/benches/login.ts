import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bench } from '../bench';
import { ensureAwsProgram, findPipFolder, timeProgram } from '../cli';
import { runAlternating } from '../inTurns';
import { runProbe } from '../probe';
import type { LoginTask } from '../probes/login';
import { withBenchSandbox } from '../sandbox';
import { createSettingsXml } from '../settingsXml';

const name = 'token + endpoint + settings.xml, cold';

/** Everything that lets Maven in, against everything that lets pip in. */
export const loginBench: Bench = {
  name: 'login',
  figures: [name],
  run: async folder => {
    const aws = await ensureAwsProgram();
    const pip = await findPipFolder();
    const file = path.join(folder, 'settings.xml');
    const output = path.join(folder, 'login.txt');
    const turns = await withBenchSandbox(folder, 0, ({ env, endpoint, domain, repository }) => {
      const place = { endpoint, domain, repository };
      const names = ['--domain', domain.domain, '--repository', repository.repository];
      const ask = ['codeartifact', 'login', '--tool', 'pip', ...names];
      const PATH = [pip, env['PATH']].join(path.delimiter);
      const theirs = { ...env, PATH };
      return runAlternating(
        7,
        async () => {
          await writeFile(file, createSettingsXml(5000));
          return runProbe<number>('login', { place, settingsXml: file } satisfies LoginTask, env);
        },
        async () => {
          await emptied(path.join(folder, 'home'));
          const milliseconds = await timeProgram(aws, ask, theirs, output);
          if (!(await readFile(output, 'utf8')).includes('Successfully configured pip'))
            throw new Error('aws codeartifact login has written nothing.');
          return milliseconds;
        },
      );
    });
    return [{ kind: 'pairs', name, pairs: turns, goal: { mustHold: 0.15, aim: 0.1 } }];
  },
};

async function emptied(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
}
