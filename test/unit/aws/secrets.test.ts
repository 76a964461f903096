import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { createCodeArtifact } from '../../../src/aws/aws';
import { Cloud, stsError } from './cloud';
import { domainAt, patience, region } from './coordinates';
import { json, type Reply } from './stubServer';
import { World } from './world';

const canary = 'canary-7f3a';

describe('what a failure holds', () => {
  let world: World;
  let cloud: Cloud;
  beforeEach(async () => {
    world = new World();
    cloud = await new Cloud().start(world);
  });
  afterEach(async () => {
    await cloud.server.stop();
    world.dispose();
  });

  const keys = (more = ''): string =>
    `[profile p]\naws_access_key_id=AKIDSTATIC\naws_secret_access_key=${canary}-secret\n${more}`;
  const answers = (reply: Reply) => () => {
    world.config(keys(`aws_session_token=${canary}-session`));
    cloud.replies.codeartifact = reply;
  };
  const token = `"authorizationToken":"${canary}"`;
  const cases: [what: string, setUp: () => void][] = [
    ['JSON that is cut off', answers(json(200, `{${token}`))],
    ['JSON that is followed by more', answers(json(200, `{${token}}x`))],
    ['JSON that is broken before', answers(json(200, `{x${token}}`))],
    ['a token with an odd sign', answers(json(200, { authorizationToken: `${canary}<` }))],
    ['a token that has expired', answers(json(200, { authorizationToken: canary, expiration: 1 }))],
    ['a page that quotes it', answers((_, it) => it.writeHead(200).end(`<html>${canary}`))],
    [
      'a refusal that quotes the signed request',
      answers(
        json(
          403,
          { message: `It does not match.\n\nThe Canonical String\nx-amz-security-token:${canary}` },
          { 'x-amzn-errortype': 'InvalidSignatureException' },
        ),
      ),
    ],
    [
      'an error that nobody has foreseen, and that quotes what was sent',
      answers(
        json(418, {
          message: `I had password=${canary} and token ${btoa('{"a":123456}')}.${canary}`,
        }),
      ),
    ],
    ['credentials that are refused', answers(json(403, {}))],
    ['a connection that breaks', answers((_, it) => it.destroy())],
    [
      'a process that fails',
      () => world.config(`[profile p]\ncredential_process=node-of-${canary}-not --key ${canary}`),
    ],
    [
      'a process that prints it',
      () => {
        const script = world.write('p.js', `console.log('{${canary}'); console.error('${canary}')`);
        world.config(`[profile p]\ncredential_process="${process.execPath}" "${script}" ${canary}`);
      },
    ],
    [
      'a role that may not be assumed with an external id',
      () => {
        world.config(
          keys(`source_profile=p\nrole_arn=arn:aws:iam::1:role/r\nexternal_id=${canary}\n`),
        );
        cloud.replies.sts = stsError(403, 'AccessDenied', 'no');
      },
    ],
  ];
  for (const [what, setUp] of cases)
    it(`is no secret: ${what}`, async () => {
      setUp();
      const connection = { kind: 'profile', profile: 'p', region } as const;
      const api = createCodeArtifact(connection, world.options({ approved: cloud.approved }));
      const error: unknown = await api
        .token(domainAt(cloud.server.origin), 900, patience)
        .catch((it: unknown) => it);
      assert.ok(error instanceof Error);
      const all = inspect(error, { depth: Infinity, showHidden: true, getters: true });
      const program = new RegExp(`node-of-${canary}-not`, 'g');
      assert.doesNotMatch(all.replaceAll(program, 'the program'), new RegExp(canary));
      assert.match(String(error.stack), /Failure/);
      api.dispose();
    });
});
