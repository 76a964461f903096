import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createCodeArtifact, signInWithSso } from '../../../../src/aws/aws';
import type { FailureCode, FailureDetails } from '../../../../src/core/failure';
import { inAnHour, jsonError, type Cloud } from '../cloud';
import { patience, region } from '../coordinates';
import { failing } from '../failing';
import { json, type Reply } from '../stubServer';
import { withCloud } from '../withCloud';
import type { World } from '../world';

const startUrl = 'https://corp.awsapps.com/start';
const cacheFile = `.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`;
const config =
  '[profile p]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\n' +
  `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = ${region}\n`;

describe('IAM Identity Center', () => {
  let world: World;
  let cloud: Cloud;
  withCloud(given => ({ world, cloud } = given));
  beforeEach(() => {
    world.config(config);
    world.write(cacheFile, JSON.stringify({ accessToken: 'a', expiresAt: inAnHour() }));
  });
  const connect = () =>
    createCodeArtifact(
      { kind: 'profile', profile: 'p', region },
      world.options({ approved: cloud.approved }),
    );

  it('is asked again as soon as Retry-After allows', async () => {
    const healthy = cloud.replies.sso;
    const replies = [json(429, {}, { 'retry-after': '1' }), json(500, {}), healthy];
    cloud.replies.sso = (...asked) => replies.shift()?.(...asked);
    const start = performance.now();
    await connect().domains(undefined, patience);
    assert.ok(performance.now() - start >= 1000);
    assert.deepEqual(cloud.callers, ['AKIDSSO']);
  });

  const throttled = jsonError(429, 'TooManyRequestsException', {
    message: 'HTTP 429 Unknown Code',
  });
  const answers: [what: string, reply: Reply, code: FailureCode, details: FailureDetails][] = [
    ['429', throttled, 'throttled', { message: 'HTTP 429 Unknown Code' }],
    [
      '429 with a long Retry-After',
      json(429, {}, { 'retry-after': '120', 'x-amzn-errortype': 'TooManyRequestsException' }),
      'throttled',
      { retryAfterSeconds: 120 },
    ],
    ['500', jsonError(500, 'InternalServerException'), 'service-error', { status: 500 }],
    [
      '400',
      jsonError(400, 'InvalidRequestException', { message: 'Bad account' }),
      'invalid-request',
      { message: 'Bad account' },
    ],
    [
      '404',
      jsonError(404, 'ResourceNotFoundException'),
      'credentials-invalid',
      { reason: 'IAM Identity Center does not find the role Dev in the account 111122223333' },
    ],
    [
      '403',
      jsonError(403, 'ForbiddenException', { message: 'No access' }),
      'access-denied',
      {
        reason:
          'IAM Identity Center does not assign the role Dev in the account 111122223333 to you',
      },
    ],
  ];
  for (const [what, reply, code, details] of answers)
    it(`is named in the failure of its access portal's ${what}`, async () => {
      cloud.replies.sso = reply;
      await assert.rejects(connect().domains(undefined, patience), (error: unknown) => {
        failing(code)(error);
        const found = (error as { details: FailureDetails }).details;
        const expected = { ...details, service: 'IAM Identity Center' };
        for (const [key, value] of Object.entries(expected))
          assert.equal(found[key as keyof FailureDetails], value);
        return true;
      });
    });

  it('renews a sign-in and keeps it for other programs', async () => {
    const expired = { accessToken: 'old', expiresAt: '2020-01-01T00:00:00Z', region };
    const registration = { clientId: 'c', clientSecret: 's', refreshToken: 'r' };
    world.write(cacheFile, JSON.stringify({ ...expired, ...registration }));
    await connect().domains(undefined, patience);
    const kept = JSON.parse(readFileSync(path.join(world.home, cacheFile), 'utf8')) as object;
    assert.deepEqual(
      { ...kept, expiresAt: '' },
      {
        accessToken: 'renewed-access',
        expiresAt: '',
        region,
        ...registration,
        refreshToken: 'next',
      },
    );
  });

  for (const status of [400, 429, 500])
    it(`asks for a sign-in if the renewal is refused with ${status}`, async () => {
      const expired = { accessToken: 'old', expiresAt: '2020-01-01T00:00:00Z' };
      const registration = { clientId: 'c', clientSecret: 's', refreshToken: 'r' };
      world.write(cacheFile, JSON.stringify({ ...expired, ...registration }));
      cloud.replies.oidc = json(status, { error: 'invalid_grant' });
      await assert.rejects(
        connect().domains(undefined, patience),
        failing('sign-in-needed', undefined, /could not be renewed/),
      );
    });

  const ports = { showDeviceCode: () => undefined, writeFile: () => Promise.resolve() };
  for (const error of ['invalid_request', 'invalid_grant', 'invalid_client'])
    it(`names the region and the start URL when a sign-in fails with ${error}`, async () => {
      cloud.replies.oidc = jsonError(400, 'X', { error, error_description: 'no' });
      const pending = signInWithSso(
        'p',
        ports,
        world.options({ approved: cloud.approved }),
        patience,
      );
      const why = new RegExp(`^${error}: sso_start_url = ${startUrl} .* sso_region = ${region}$`);
      await assert.rejects(pending, failing('invalid-request', 'SignIn', why));
    });
});
