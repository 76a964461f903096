import path from 'node:path';
import type { Bench } from '../bench';
import { awsProgram, timed } from '../cli';
import { inTurns, pairsOf } from '../inTurns';
import { probe } from '../probe';
import type { TokenTimes } from '../probes/token';
import { withSandbox } from '../sandbox';

/** A token of ours against one of the AWS CLI. */
export const token: Bench = {
  name: 'token',
  figures: ['token, warm', 'token, cold'],
  run: async folder => {
    const aws = await awsProgram();
    const turns = await withSandbox(folder, 0, ({ env, endpoint, domain, repository }) => {
      const place = { endpoint, domain, repository };
      const ask = ['codeartifact', 'get-authorization-token', '--domain', domain.domain];
      const output = path.join(folder, 'token.json');
      return inTurns(
        7,
        () => probe<TokenTimes>('token', place, env),
        () => timed(aws, ask, env, output),
      );
    });
    const goal = { warm: { mustHold: 0.01, aim: 0.002 }, cold: { mustHold: 0.2, aim: 0.12 } };
    return [
      { kind: 'pairs', name: 'token, warm', pairs: pairsOf(turns, it => it.warm), goal: goal.warm },
      { kind: 'pairs', name: 'token, cold', pairs: pairsOf(turns, it => it.cold), goal: goal.cold },
    ];
  },
};
