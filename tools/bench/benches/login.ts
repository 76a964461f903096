import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bench } from '../bench';
import { awsProgram, pipFolder, timed } from '../cli';
import { inTurns } from '../inTurns';
import { probe } from '../probe';
import type { LoginTask } from '../probes/login';
import { withSandbox } from '../sandbox';
import { settingsXml } from '../settingsXml';

const name = 'token + endpoint + settings.xml, cold';

/** Everything that lets Maven in, against everything that lets pip in. */
export const login: Bench = {
  name: 'login',
  figures: [name],
  run: async folder => {
    const aws = await awsProgram();
    const pip = await pipFolder();
    const file = path.join(folder, 'settings.xml');
    const output = path.join(folder, 'login.txt');
    const turns = await withSandbox(folder, 0, ({ env, endpoint, domain, repository }) => {
      const place = { endpoint, domain, repository };
      const names = ['--domain', domain.domain, '--repository', repository.repository];
      const ask = ['codeartifact', 'login', '--tool', 'pip', ...names];
      const PATH = [pip, env['PATH']].join(path.delimiter);
      const theirs = { ...env, PATH };
      return inTurns(
        7,
        async () => {
          await writeFile(file, settingsXml(5000));
          return probe<number>('login', { place, settingsXml: file } satisfies LoginTask, env);
        },
        async () => {
          await emptied(path.join(folder, 'home'));
          const milliseconds = await timed(aws, ask, theirs, output);
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
