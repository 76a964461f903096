import assert from 'node:assert/strict';
import { putUserPolicy } from '../../../../src/aws/client/putUserPolicy';
import type { SandboxConnection } from '../../../../src/core/connection';
import { Secret } from '../../../../src/core/secret';
import { askIam, textOf } from '../../sandbox/query/askIam';
import { withSandbox, type Running } from '../../sandbox/runningSandbox';
import { patience, sandboxAt } from '../coordinates';
import { failing } from '../failing';
import { StubServer } from '../stubServer';

const connectionTo = ({ sandbox }: Running): SandboxConnection => {
  const { endpoint, region, account, accessKeyId, secretAccessKey } = sandbox.announcement;
  const secret = new Secret(secretAccessKey);
  return { kind: 'sandbox', endpoint, region, account, accessKeyId, secretAccessKey: secret };
};

const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'codeartifact:*', Resource: '*' }],
});
const policy = { user: 'newcomer', name: 'lesson', document };

describe('a policy for a user of the sandbox', () => {
  it('is put', () =>
    withSandbox(async running => {
      await putUserPolicy(connectionTo(running), policy, patience);
      const { xml } = await askIam(running.sandbox, {
        Action: 'GetUserPolicy',
        UserName: 'newcomer',
        PolicyName: 'lesson',
      });
      assert.equal(decodeURIComponent(textOf(xml, 'PolicyDocument') ?? ''), document);
    }));

  const refused: [what: string, more: object, code: Parameters<typeof failing>[0], why: RegExp][] =
    [
      ['that is none', { document: '{' }, 'invalid-request', /JSON/],
      ['of a user who is not there', { user: 'nobody' }, 'not-found', /nobody/],
    ];
  for (const [what, more, code, why] of refused)
    it(`is refused: one ${what}`, () =>
      withSandbox(running =>
        assert.rejects(
          putUserPolicy(connectionTo(running), { ...policy, ...more }, patience),
          failing(code, 'PutUserPolicy', why),
        ),
      ));

  it('is not put by somebody with a wrong key', () =>
    withSandbox(running => {
      const wrong = { ...connectionTo(running), secretAccessKey: new Secret('wrong') };
      return assert.rejects(
        putUserPolicy(wrong, policy, patience),
        failing('access-denied', 'PutUserPolicy', /does not match/),
      );
    }));

  it('fails where no sandbox runs', async () => {
    const server = await new StubServer().start();
    const connection = sandboxAt(server.origin);
    await server.stop();
    await assert.rejects(
      putUserPolicy(connection, policy, patience),
      failing('unreachable', 'PutUserPolicy'),
    );
  });
});
