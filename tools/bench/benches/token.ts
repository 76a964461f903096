import path from 'node:path';
import type { Bench } from '../bench';
import { ensureAwsProgram, timeProgram } from '../cli';
import { runAlternating, extractPairs } from '../inTurns';
import { runProbe } from '../probe';
import type { TokenTimes } from '../probes/token';
import { withBenchSandbox } from '../sandbox';

/** A token of ours against one of the AWS CLI. */
export const tokenBench: Bench = {
  name: 'token',
  figures: ['token, warm', 'token, cold'],
  run: async folder => {
    const aws = await ensureAwsProgram();
    const turns = await withBenchSandbox(folder, 0, ({ env, endpoint, domain, repository }) => {
      const place = { endpoint, domain, repository };
      const ask = ['codeartifact', 'get-authorization-token', '--domain', domain.domain];
      const output = path.join(folder, 'token.json');
      return runAlternating(
        7,
        () => runProbe<TokenTimes>('token', place, env),
        () => timeProgram(aws, ask, env, output),
      );
    });
    const goal = { warm: { mustHold: 0.01, aim: 0.002 }, cold: { mustHold: 0.2, aim: 0.12 } };
    return [
      {
        kind: 'pairs',
        name: 'token, warm',
        pairs: extractPairs(turns, it => it.warm),
        goal: goal.warm,
      },
      {
        kind: 'pairs',
        name: 'token, cold',
        pairs: extractPairs(turns, it => it.cold),
        goal: goal.cold,
      },
    ];
  },
};
