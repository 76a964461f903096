import assert from 'node:assert/strict';
import { createCodeArtifact } from '../../../../src/aws/aws';
import { isFailure, type FailureCode } from '../../../../src/core/failure';
import { stsError, type Cloud } from '../cloud';
import { patience, region } from '../coordinates';
import type { Reply } from '../stubServer';
import { withCloud } from '../withCloud';
import type { World } from '../world';

const role = 'arn:aws:iam::111122223333:role/dev';
const base = '[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = s\n';
const plain = `[profile p]\nrole_arn = ${role}\nsource_profile = base\n${base}`;
const chained =
  `[profile p]\nrole_arn = ${role}/deploy\nsource_profile = hub\nduration_seconds = 43200\n` +
  `[profile hub]\nrole_arn = ${role}/hub\nsource_profile = base\n${base}`;

describe('a role that STS refuses', () => {
  let world: World;
  let cloud: Cloud;
  withCloud(given => ({ world, cloud } = given));

  const cases: [
    what: string,
    config: string,
    reply: Reply,
    code: FailureCode,
    subject: string,
    why: RegExp,
  ][] = [
    [
      'in a region where STS is not active',
      plain,
      stsError(403, 'RegionDisabledException', 'STS is not activated in this region'),
      'region-invalid',
      region,
      /not activated/,
    ],
    [
      'by throttling',
      plain,
      stsError(400, 'Throttling', 'Rate exceeded'),
      'throttled',
      'p',
      /Rate/,
    ],
    [
      'by an error of its own',
      plain,
      stsError(500, 'InternalFailure', 'no'),
      'service-error',
      'p',
      /no/,
    ],
    [
      'for a request that is not valid',
      plain,
      stsError(400, 'ValidationError', 'bad name'),
      'invalid-request',
      'p',
      /bad name/,
    ],
  ];
  for (const [what, config, reply, code, subject, why] of cases)
    it(`${what} is a failure of STS`, async () => {
      world.config(config);
      cloud.replies.sts = reply;
      const error = await failureOf();
      assert.equal(error.code, code, error.stack);
      assert.equal(error.subject, subject);
      assert.equal(error.details.service, 'STS');
      assert.match(error.details.reason ?? error.details.message ?? '', why);
    });

  it('for more than one hour behind another role names AssumeRole and the limit', async () => {
    world.config(chained);
    const healthy = cloud.replies.sts;
    const message = 'exceeds the 1 hour session limit for roles assumed by role chaining';
    cloud.replies.sts = (seen, response) =>
      (seen.body.includes('DurationSeconds') ? stsError(400, 'ValidationError', message) : healthy)(
        seen,
        response,
      );
    const error = await failureOf();
    assert.equal(error.code, 'invalid-request', error.stack);
    assert.match(error.details.reason ?? '', /^AssumeRole: duration_seconds = 43200 .* 1 hour/);
  });

  it('because its region is in quotes names the region and the profile', async () => {
    world.config(plain.replace('[profile base]', 'region = "eu-west-1"\n[profile base]'));
    const error = await failureOf();
    assert.equal(error.code, 'region-invalid', error.stack);
    assert.equal(error.subject, '"eu-west-1"');
    assert.match(error.details.reason ?? '', /the profile p sets region = "eu-west-1"/);
    assert.equal(cloud.server.requests.length, 0);
  });

  async function failureOf() {
    const connection = { kind: 'profile', profile: 'p', region } as const;
    const api = createCodeArtifact(connection, world.options({ approved: cloud.approved }));
    const error: unknown = await api.domains(undefined, patience).catch((it: unknown) => it);
    api.dispose();
    assert.ok(isFailure(error), String(error));
    return error;
  }
});
