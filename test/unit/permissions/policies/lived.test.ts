import assert from 'node:assert/strict';
import {
  identityPolicy,
  type PolicyDocument,
} from '../../../../src/permissions/policies/policyDocument';
import type { Purpose } from '../../../../src/permissions/policies/purposes';
import { parsePolicyTarget } from '../../../../src/permissions/policies/policyTarget';
import { withSandbox } from '../../sandbox/runningSandbox';
import { newcomer, type Newcomer } from './newcomer';
import { probes, type Probe } from './probes';

const target = parsePolicyTarget(
  'arn:aws:codeartifact:us-east-1:111122223333:repository/demo/webapp',
);
assert.ok(target);

/** Every action of every statement, with how it is tried. */
function actionsOf(document: PolicyDocument): [sid: string, action: string, probe: Probe][] {
  return document.Statement.flatMap(({ Sid, Action }) =>
    [Action].flat().map((action): [string, string, Probe] => {
      const probe = probes[Sid]?.[action.replace(/^\w+:/, '')];
      assert.ok(probe, `${Sid}: ${action} is never tried`);
      return [Sid, action, probe];
    }),
  );
}

function without(document: PolicyDocument, sid: string, action: string): PolicyDocument {
  return {
    ...document,
    Statement: document.Statement.flatMap(statement => {
      if (statement.Sid !== sid) return [statement];
      const Action = [statement.Action].flat().filter(it => it !== action);
      return Action.length === 0 ? [] : [{ ...statement, Action }];
    }),
  };
}

describe('the policies, lived through', () => {
  for (const purpose of ['read', 'publish', 'administer'] as const satisfies Purpose[])
    it(`${purpose}: denied, applied, allowed; denied again without any one action`, () =>
      withSandbox(async running => {
        const who: Newcomer = newcomer(running);
        const { endpoint } = running.sandbox.announcement;
        const document = identityPolicy(purpose, target, {});
        const tried = actionsOf(document);
        const viaMaven = new Set([
          'codeartifact:ReadFromRepository',
          'codeartifact:PutPackageMetadata',
        ]);
        for (const [, action, probe] of tried)
          if (!viaMaven.has(action))
            assert.equal(await probe(who.api, endpoint), false, `${action} before`);
        await who.allow(document);
        for (const [sid, action, probe] of tried)
          assert.equal(await probe(who.api, endpoint), true, `${sid}: ${action} with the policy`);
        for (const [sid, action, probe] of tried) {
          await who.allow(without(document, sid, action));
          assert.equal(await probe(who.api, endpoint), false, `${sid}: ${action} taken away`);
        }
        who.api.destroy();
      }));

  it('do not reach beyond the repository at hand', () =>
    withSandbox(async running => {
      const who = newcomer(running);
      await who.allow(identityPolicy('publish', target, {}));
      const other = { domain: 'demo', repository: 'maven-central-store' };
      await assert.rejects(who.api.listPackages(other), { name: 'AccessDeniedException' });
      await assert.rejects(who.api.deleteRepository({ ...other, repository: 'webapp' }), {
        name: 'AccessDeniedException',
      });
      who.api.destroy();
    }));

  it('refuses what is no policy, by name', () =>
    withSandbox(async running => {
      const who = newcomer(running);
      await assert.rejects(who.allow({ Statement: [{}] }), { code: 'invalid-request' });
      who.api.destroy();
    }));
});
