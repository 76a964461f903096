import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createCodeArtifact, type AwsOptions, type MfaQuestion } from '../../../src/aws/aws';
import type { Connection } from '../../../src/core/connection';
import { isCancelled } from '../../../src/core/failure';
import { assumed, inAnHour, jsonError, stsError, type Cloud } from './cloud';
import { patience, region } from './coordinates';
import { printing } from './credentialKinds';
import { failing } from './failing';
import { xml } from './stubServer';
import { withCloud } from './withCloud';
import type { World } from './world';

const profile: Connection = { kind: 'profile', profile: 'p', region };
const chain: Connection = { kind: 'default', region };
const role = 'arn:aws:iam::111122223333:role/dev';

describe('the life of credentials', () => {
  let world: World;
  let cloud: Cloud;
  withCloud(given => ({ world, cloud } = given));
  const connected = (connection: Connection = profile, more: Partial<AwsOptions> = {}) =>
    createCodeArtifact(connection, world.options({ approved: cloud.approved, ...more }));
  const keys = (id: string): string => `aws_access_key_id=${id}\naws_secret_access_key=s\n`;

  it('are read anew when a file changes, and not before', async () => {
    world.credentials(`[p]\n${keys('AKIDONE')}`);
    const api = connected();
    await api.domains(undefined, patience);
    await api.domains(undefined, patience);
    world.credentials(`[p]\n${keys('AKIDANOTHER')}`);
    await api.domains(undefined, patience);
    assert.deepEqual(cloud.callers, ['AKIDONE', 'AKIDONE', 'AKIDANOTHER']);
  });

  const lives: [key: string, longLived: boolean][] = [
    ['AKIAIOSFODNN7EXAMPLE', true],
    ['ASIAIOSFODNN7EXAMPLE', false],
  ];
  for (const [key, longLived] of lives)
    it(`of a key like ${key} ${longLived ? 'live long' : 'are temporary'}`, async () => {
      world.credentials(`[p]\n${keys(key)}`);
      const arn = 'arn:aws:iam::111122223333:user/me';
      cloud.replies.sts = xml(
        200,
        `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>` +
          `<Arn>${arn}</Arn><UserId>u</UserId><Account>111122223333</Account>` +
          `</GetCallerIdentityResult></GetCallerIdentityResponse>`,
      );
      const identity = await connected().identity(patience);
      assert.deepEqual(identity, { account: '111122223333', arn, longLived });
    });

  it('come although the file did not exist at first', async () => {
    const api = connected();
    await assert.rejects(api.domains(undefined, patience), failing('profile-missing'));
    world.config(`[profile p]\n${keys('AKIDLATE')}`);
    await api.domains(undefined, patience);
    assert.deepEqual(cloud.callers, ['AKIDLATE']);
  });

  it('of a role are asked for once, however many wait, and again when they near their end', async () => {
    world.config(
      `[profile p]\nrole_arn=${role}\nsource_profile=b\n[profile b]\n${keys('AKIDBASE')}`,
    );
    let now = Date.now();
    const api = connected(profile, { now: () => now });
    await Promise.all([1, 2, 3].map(() => api.domains(undefined, patience)));
    assert.equal(cloud.asked('sts').length, 1);
    now += 50 * 60_000;
    await api.domains(undefined, patience);
    assert.equal(cloud.asked('sts').length, 1);
    now += 6 * 60_000;
    await api.domains(undefined, patience);
    assert.equal(cloud.asked('sts').length, 2);
  });

  it('that the service refuses are not used again', async () => {
    world.config(
      `[profile p]\nrole_arn=${role}\nsource_profile=b\n[profile b]\n${keys('AKIDBASE')}`,
    );
    const api = connected();
    const healthy = cloud.replies.codeartifact;
    cloud.replies.codeartifact = jsonError(403, 'ExpiredTokenException');
    await assert.rejects(api.domains(undefined, patience), failing('credentials-expired'));
    cloud.replies.codeartifact = healthy;
    await api.domains(undefined, patience);
    assert.equal(cloud.asked('sts').length, 2);
  });

  it('one who gives up does not end them for the others', async () => {
    world.config(
      `[profile p]\nrole_arn=${role}\nsource_profile=b\n[profile b]\n${keys('AKIDBASE')}`,
    );
    const answer = assumed('AssumeRole');
    const asked = new Promise<() => void>(resolve => {
      cloud.replies.sts = (seen, response) => resolve(() => answer(seen, response));
    });
    const api = connected();
    const stop = new AbortController();
    const first = api.domains(undefined, stop.signal).catch((error: unknown) => error);
    const second = api.domains(undefined, patience);
    const reply = await asked;
    stop.abort();
    assert.ok(isCancelled(await first));
    reply();
    await second;
    assert.deepEqual(cloud.callers, ['AKIDROLE']);
  });

  it('are passed along a chain of roles, with what each link says', async () => {
    world.config(
      [
        `[profile p]\nrole_arn=${role}\nsource_profile=q\nrole_session_name=me\nduration_seconds=900`,
        `[profile q]\nrole_arn=${role}2\nsource_profile=b\nexternal_id=ext`,
        `[profile b]\n${keys('AKIDBASE')}`,
      ].join('\n'),
    );
    await connected().domains(undefined, patience);
    const [first, second] = cloud.asked('sts').map(it => ({
      ...Object.fromEntries(new URLSearchParams(it.body)),
      key: /Credential=(\w+)/.exec(it.headers.authorization ?? '')?.[1],
    })) as Record<string, string>[];
    assert.equal(first?.['RoleArn'], `${role}2`);
    assert.equal(first['ExternalId'], 'ext');
    assert.equal(first['key'], 'AKIDBASE');
    assert.equal(second?.['RoleArn'], role);
    assert.equal(second['RoleSessionName'], 'me');
    assert.equal(second['DurationSeconds'], '900');
    assert.equal(second['key'], 'AKIDROLE');
  });

  it('of a role whose source is its own profile use the keys beside it', async () => {
    world.config(`[profile p]\nrole_arn=${role}\nsource_profile=p\n${keys('AKIDSELF')}`);
    await connected().domains(undefined, patience);
    assert.deepEqual(cloud.callers, ['AKIDROLE']);
    assert.match(cloud.asked('sts')[0]?.headers.authorization ?? '', /AKIDSELF/);
  });

  describe('with MFA', () => {
    const device = 'arn:aws:iam::111122223333:mfa/me';
    beforeEach(() =>
      world.config(
        `[profile p]\nrole_arn=${role}\nsource_profile=b\nmfa_serial=${device}\n[profile b]\n${keys('AKIDBASE')}`,
      ),
    );

    it('the code that the user gives is sent, and asked for once', async () => {
      const questions: MfaQuestion[] = [];
      const prompt = (question: MfaQuestion): Promise<string> => {
        questions.push(question);
        return Promise.resolve(' 123456 ');
      };
      const api = connected(profile, { prompt });
      await api.domains(undefined, patience);
      await api.domains(undefined, patience);
      assert.deepEqual(questions, [{ profile: 'p', device }]);
      const sent = new URLSearchParams(cloud.asked('sts')[0]?.body);
      assert.deepEqual([sent.get('SerialNumber'), sent.get('TokenCode')], [device, '123456']);
    });

    it('a user who does not want to stops it quietly', async () => {
      const api = connected(profile, { prompt: () => Promise.resolve(undefined) });
      const error: unknown = await api.domains(undefined, patience).catch((it: unknown) => it);
      assert.ok(isCancelled(error));
      assert.equal(cloud.asked('sts').length, 0);
    });

    it('a wrong code is told', async () => {
      const message = 'MultiFactorAuthentication failed with invalid MFA one time pass code.';
      cloud.replies.sts = stsError(403, 'AccessDenied', message);
      const api = connected(profile, { prompt: () => Promise.resolve('000000') });
      await assert.rejects(api.domains(undefined, patience), failing('mfa-needed'));
    });

    it('nobody to ask is told', async () => {
      await assert.rejects(connected().domains(undefined, patience), failing('mfa-needed'));
    });

    it('an open question goes away with the one who waited for it', async () => {
      const closed = new Promise<void>((resolve, reject) => {
        const prompt = (_: MfaQuestion, signal: AbortSignal): Promise<string> => {
          signal.addEventListener('abort', () => resolve());
          queueMicrotask(() => stop.abort());
          return new Promise(() => undefined);
        };
        const stop = new AbortController();
        connected(profile, { prompt })
          .domains(undefined, stop.signal)
          .then(
            () => reject(new Error('it worked')),
            (error: unknown) => (isCancelled(error) ? undefined : reject(error as Error)),
          );
      });
      await closed;
    });
  });

  describe('of a sign-in', () => {
    const cache = (name: string): string =>
      `.aws/sso/cache/${createHash('sha1').update(name).digest('hex')}.json`;

    it('are got anew after somebody has signed in or out, though the old ones still live', async () => {
      world.config(
        `[profile p]\nsso_session=corp\nsso_account_id=1\nsso_role_name=d\n` +
          `[sso-session corp]\nsso_start_url=https://c.awsapps.com/start\nsso_region=${region}`,
      );
      const token = { accessToken: 'first', expiresAt: inAnHour() };
      world.write(cache('corp'), JSON.stringify(token));
      const api = connected();
      await api.domains(undefined, patience);
      await api.domains(undefined, patience);
      assert.equal(cloud.asked('sso').length, 1);
      rmSync(path.join(world.home, cache('corp')));
      await assert.rejects(api.domains(undefined, patience), failing('sign-in-needed'));
      world.write(cache('corp'), JSON.stringify({ ...token, accessToken: 'second' }));
      await api.domains(undefined, patience);
      const bearers = cloud.asked('sso').map(it => it.headers['x-amz-sso_bearer_token']);
      assert.deepEqual(bearers, ['first', 'second']);
    });

    it('are renewed with OIDC when the sign-in has ended', async () => {
      world.config(
        `[profile p]\nsso_session=corp\nsso_account_id=1\nsso_role_name=d\n` +
          `[sso-session corp]\nsso_start_url=https://c.awsapps.com/start\nsso_region=${region}`,
      );
      world.write(
        cache('corp'),
        JSON.stringify({
          accessToken: 'old',
          expiresAt: '2020-01-01T00:00:00Z',
          clientId: 'c',
          clientSecret: 's',
          refreshToken: 'r',
        }),
      );
      await connected().domains(undefined, patience);
      assert.equal(cloud.asked('oidc').length, 1);
      assert.equal(cloud.asked('sso')[0]?.headers['x-amz-sso_bearer_token'], 'renewed-access');
      assert.deepEqual(cloud.callers, ['AKIDSSO']);
    });
  });

  describe('of the default chain', () => {
    it('come from the keys in the environment before the profile of AWS_PROFILE', async () => {
      world.config(`[profile named]\n${keys('AKIDNAMED')}`);
      world.set({ AWS_PROFILE: 'named', AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 's' });
      await connected(chain).domains(undefined, patience);
      assert.deepEqual(cloud.callers, ['AKIDENV']);
    });

    it('come from the profile of AWS_PROFILE', async () => {
      world.config(`[profile named]\n${keys('AKIDNAMED')}`);
      world.set({ AWS_PROFILE: 'named' });
      await connected(chain).domains(undefined, patience);
      assert.deepEqual(cloud.callers, ['AKIDNAMED']);
    });

    it('are not taken from elsewhere when AWS_PROFILE names a profile that is not there', async () => {
      world.set({ AWS_PROFILE: 'gone', AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 's' });
      const pending = connected(chain).domains(undefined, patience);
      await assert.rejects(pending, failing('profile-missing'));
    });

    it('come from the default profile before this machine', async () => {
      world.config(`[default]\n${keys('AKIDDEFAULT')}`);
      world.set({ AWS_EC2_METADATA_DISABLED: 'false' });
      await connected(chain).domains(undefined, patience);
      assert.deepEqual(cloud.callers, ['AKIDDEFAULT']);
    });

    it('come from this machine when the default profile sets a region only', async () => {
      world.config(`[default]\nregion=${region}`);
      world.set({ AWS_EC2_METADATA_DISABLED: 'false' });
      await connected(chain).domains(undefined, patience);
      assert.deepEqual(cloud.callers, ['AKIDIMDS']);
    });
  });

  it('leave no process behind when nobody waits any more', async () => {
    const program = world.write(
      'wait.js',
      `require('node:http').get('${cloud.server.origin}/hang?pid=' + process.pid); setInterval(() => {}, 1000)`,
    );
    world.config(`[profile p]\ncredential_process="${process.execPath}" "${program}"`);
    const stop = new AbortController();
    const pending = connected()
      .domains(undefined, stop.signal)
      .catch((error: unknown) => error);
    await cloud.hanging;
    const pid = Number(cloud.server.requests[0]?.query.get('pid'));
    assert.ok(alive(pid));
    stop.abort();
    assert.ok(isCancelled(await pending));
    while (alive(pid)) await setTimeout(10);
  });

  it('of a process that states no end are loaded again once they have expired', async () => {
    const program = world.write(
      'count.js',
      `const fs = require('node:fs'); const file = __dirname + '/count';
      const count = fs.existsSync(file) ? Number(fs.readFileSync(file)) + 1 : 1;
      fs.writeFileSync(file, String(count));
      process.stdout.write(JSON.stringify({ Version: 1, AccessKeyId: 'AKIDCALL' + count, SecretAccessKey: 's' }))`,
    );
    world.config(`[profile p]\ncredential_process="${process.execPath}" "${program}"`);
    const healthy = cloud.replies.codeartifact;
    cloud.replies.codeartifact = (seen, response) => {
      const isFirst = seen.headers.authorization?.includes('AKIDCALL1/') ?? false;
      (isFirst ? jsonError(403, 'ExpiredTokenException') : healthy)(seen, response);
    };
    await connected().domains(undefined, patience);
    assert.deepEqual(cloud.callers, ['AKIDCALL1', 'AKIDCALL2']);
  });

  it('of a file are not sent again after they have expired', async () => {
    world.credentials(`[p]\n${keys('ASIAOLD')}aws_session_token=t`);
    cloud.replies.codeartifact = jsonError(403, 'ExpiredTokenException');
    await assert.rejects(connected().domains(undefined, patience), failing('credentials-expired'));
    assert.deepEqual(cloud.callers, ['ASIAOLD']);
  });

  it('of a process are kept until they near their end', async () => {
    const print = printing(
      world,
      JSON.stringify({
        Version: 1,
        AccessKeyId: 'AKIDPROC',
        SecretAccessKey: 's',
        Expiration: inAnHour(),
      }),
    );
    world.config(`[profile p]\ncredential_process=${print}`);
    const api = connected();
    await api.domains(undefined, patience);
    world.write('print.js', 'process.exit(1)');
    await api.domains(undefined, patience);
    assert.deepEqual(cloud.callers, ['AKIDPROC', 'AKIDPROC']);
  });
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
