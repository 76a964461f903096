import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { defaultLimits } from '../../../../src/aws/client/awsOptions';
import { createCodeArtifact, signInWithSso, type SsoSignInOptions } from '../../../../src/aws/aws';
import { isCancelled } from '../../../../src/core/failure';
import { signInCliArguments, type DeviceCode } from '../../../../src/core/signInPorts';
import { listProfiles } from '../../../../src/aws/credentials/profiles';
import { jsonError, type Cloud } from '../cloud';
import { patience, region } from '../coordinates';
import { failing } from '../failing';
import { ManualTimers } from '../manualTimers';
import { json, type Reply } from '../stubServer';
import { withCloud } from '../withCloud';
import type { World } from '../world';

const startUrl = 'https://corp.awsapps.com/start';
const session =
  `[profile p]\nsso_session=corp\nsso_account_id=111122223333\nsso_role_name=dev\n` +
  `[sso-session corp]\nsso_start_url=${startUrl}\nsso_region=${region}\n` +
  `sso_registration_scopes=sso:account:access, other:scope`;
const legacy = `[profile p]\nsso_start_url=${startUrl}\nsso_region=${region}\nsso_account_id=111122223333\nsso_role_name=dev`;
const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

describe('signing in', () => {
  let world: World;
  let cloud: Cloud;
  let shown: DeviceCode[];
  let waits: number[];
  let written: [file: string, content: string][];
  let tokenReplies: Reply[];
  withCloud(given => ({ world, cloud } = given));
  beforeEach(() => {
    [shown, waits, written] = [[], [], []];
    const healthy = cloud.replies.oidc;
    tokenReplies = [];
    cloud.replies.oidc = (seen, response) => {
      const replies: Record<string, Reply> = {
        '/client/register': json(200, {
          clientId: 'client',
          clientSecret: 'client-secret',
          clientSecretExpiresAt: 4_000_000_000,
        }),
        '/device_authorization': json(200, {
          deviceCode: 'device',
          userCode: 'ABCD-EFGH',
          expiresIn: 600,
          interval: 1,
          verificationUriComplete:
            'https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH',
        }),
        '/token': (...asked) => (tokenReplies.shift() ?? healthy)(...asked),
      };
      replies[seen.path]?.(seen, response);
    };
  });

  const now = Date.parse('2026-05-01T10:00:00.500Z');
  const options = (more: Partial<SsoSignInOptions> = {}): SsoSignInOptions => ({
    environment: process.env,
    approved: cloud.approved,
    now: () => now,
    wait: milliseconds => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    ...more,
  });
  const ports = {
    showDeviceCode: (code: DeviceCode) => void shown.push(code),
    writeFile: (file: string, content: string) => {
      written.push([file, content]);
      world.write(path.relative(world.home, file), content);
      return Promise.resolve();
    },
  };
  const refused = (error: string): Reply =>
    jsonError(400, 'X', { error, error_description: error });

  it('shows the code, waits for the page, and writes what the CLI would write', async () => {
    world.config(session);
    tokenReplies = [refused('authorization_pending'), refused('slow_down')];
    await signInWithSso('p', ports, options(), patience);
    assert.deepEqual(shown, [
      {
        userCode: 'ABCD-EFGH',
        url: 'https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH',
        expires: new Date(now + 600_000),
      },
    ]);
    assert.deepEqual(waits, [1000, 1000, 6000]);
    const [file, content] = written[0] ?? ['', '{}'];
    assert.equal(file, path.join(world.home, '.aws', 'sso', 'cache', `${sha1('corp')}.json`));
    assert.deepEqual(JSON.parse(content), {
      startUrl,
      region,
      accessToken: 'renewed-access',
      refreshToken: 'next',
      clientId: 'client',
      clientSecret: 'client-secret',
      expiresAt: '2026-05-01T11:00:00Z',
      registrationExpiresAt: '2096-10-02T07:06:40Z',
    });
    const [register, device, token] = cloud.asked('oidc').map(it => JSON.parse(it.body) as object);
    assert.deepEqual(register, {
      clientName: 'CodeArtifact for Java',
      clientType: 'public',
      scopes: ['sso:account:access', 'other:scope'],
    });
    const client = { clientId: 'client', clientSecret: 'client-secret' };
    assert.deepEqual(device, { ...client, startUrl });
    assert.deepEqual(token, {
      ...client,
      deviceCode: 'device',
      grantType: 'urn:ietf:params:oauth:grant-type:device_code',
    });
  });

  for (const [what, config] of [
    ['a session', session],
    ['legacy SSO', legacy],
    [
      'a role whose source signs in',
      `${session}\n[profile r]\nrole_arn=arn:aws:iam::1:role/r\nsource_profile=p`,
    ],
  ] as const)
    it(`of ${what} gives credentials that work`, async () => {
      world.config(config);
      const profile = what.startsWith('a role') ? 'r' : 'p';
      const connection = { kind: 'profile', profile, region } as const;
      const api = createCodeArtifact(connection, world.options({ approved: cloud.approved }));
      await assert.rejects(api.domains(undefined, patience), failing('sign-in-needed'));
      await signInWithSso(profile, ports, options({ now: Date.now }), patience);
      await api.domains(undefined, patience);
      assert.equal(cloud.asked('sso').at(-1)?.headers['x-amz-sso_bearer_token'], 'renewed-access');
      api.dispose();
    });

  it('survives a network that comes and goes while the user is in the browser', async () => {
    world.config(session);
    tokenReplies = [(_, response) => response.destroy(), refused('authorization_pending')];
    await signInWithSso('p', ports, options(), patience);
    assert.equal(written.length, 1);
  });

  const ends: [how: string, reply: Reply, why: RegExp][] = [
    ['declines', refused('access_denied'), /declined/],
    ['is too late', refused('expired_token'), /in time/],
  ];
  for (const [how, reply, why] of ends)
    it(`ends when the user ${how}`, async () => {
      world.config(session);
      tokenReplies = [refused('authorization_pending'), reply];
      const pending = signInWithSso('p', ports, options(), patience);
      await assert.rejects(pending, failing('sign-in-needed', 'SignIn', why));
      assert.deepEqual(written, []);
    });

  it('ends when the code has, though the service says nothing of it', async () => {
    world.config(session);
    let time = now;
    cloud.replies.oidc = new Proxy(cloud.replies.oidc, {
      apply: (target, _, [seen, response]: Parameters<Reply>) =>
        (seen.path === '/token' ? refused('authorization_pending') : target)(seen, response),
    });
    const wait = (milliseconds: number): Promise<void> => {
      time += milliseconds * 100;
      return Promise.resolve();
    };
    const pending = signInWithSso('p', ports, options({ now: () => time, wait }), patience);
    await assert.rejects(pending, failing('sign-in-needed', 'SignIn', /in time/));
  });

  const faults: [what: string, reply: Reply, code: Parameters<typeof failing>[0]][] = [
    ['nothing', json(200, {}), 'bad-answer'],
    ['a page of a proxy', (_, it) => it.writeHead(200).end('<html>'), 'proxy-answered'],
    ['an invalid client', refused('invalid_client'), 'invalid-request'],
    ['an error of its own', json(500, {}), 'service-error'],
    [
      'a page that is none',
      json(200, { ...device(), verificationUriComplete: 'file:///x' }),
      'bad-answer',
    ],
  ];
  for (const [what, reply, code] of faults)
    it(`fails when OIDC answers with ${what}`, async () => {
      world.config(session);
      cloud.replies.oidc = reply;
      await assert.rejects(signInWithSso('p', ports, options(), patience), failing(code));
      assert.deepEqual([shown, written], [[], []]);
    });

  it('fails when OIDC does not answer in time', async () => {
    world.config(session);
    cloud.replies.oidc = cloud.hang;
    const timers = new ManualTimers();
    const limits = { ...defaultLimits, startTimer: timers.start };
    const fails = assert.rejects(
      signInWithSso('p', ports, options({ limits }), patience),
      failing('timeout'),
    );
    await cloud.hanging;
    timers.pass(limits.answerMs);
    await fails;
    assert.deepEqual([shown, written], [[], []]);
  });

  it('does not go to a host that is neither of AWS nor approved', async () => {
    world.config(session);
    const pending = signInWithSso('p', ports, options({ approved: [] }), patience);
    await assert.rejects(pending, failing('endpoint-refused'));
    assert.equal(cloud.server.requests.length, 0);
  });

  it('is given up at once', async () => {
    world.config(session);
    const stop = new AbortController();
    const wait = (): Promise<void> => {
      queueMicrotask(() => stop.abort());
      return new Promise(() => undefined);
    };
    const pending = signInWithSso('p', ports, options({ wait }), stop.signal);
    assert.ok(isCancelled(await pending.catch((error: unknown) => error)));
    assert.equal(shown.length, 1);
  });

  const unfit: [what: string, config: string, code: Parameters<typeof failing>[0]][] = [
    ['static keys', '[profile p]\naws_access_key_id=A\naws_secret_access_key=s', 'no-credentials'],
    ['a session that is not defined', '[profile p]\nsso_session=gone', 'no-credentials'],
    ['no profile', '', 'profile-missing'],
    [
      'an odd region',
      `[profile p]\nsso_start_url=${startUrl}\nsso_region=x.evil/`,
      'region-invalid',
    ],
  ];
  for (const [what, config, code] of unfit)
    it(`is refused for ${what}`, async () => {
      world.config(config);
      await assert.rejects(signInWithSso('p', ports, options(), patience), failing(code));
      assert.equal(cloud.server.requests.length, 0);
    });

  it('can be left to the CLI', async () => {
    world.config(
      `${session}\n[profile r]\nrole_arn=a\nsource_profile=p\n[profile l]\nlogin_session=x\n` +
        `[profile s]\nsso_start_url=${startUrl}\n[profile -h]\nlogin_session=x\n[profile k]\nregion=${region}`,
    );
    const profiles = await listProfiles(world.options());
    assert.deepEqual(Object.fromEntries(profiles.map(it => [it.name, signInCliArguments(it)])), {
      '-h': ['login', '--profile=-h'],
      k: undefined,
      l: ['login', '--profile', 'l'],
      p: ['sso', 'login', '--profile', 'p'],
      r: ['sso', 'login', '--sso-session', 'corp'],
      s: ['sso', 'login', '--profile', 's'],
    });
  });
});

function device() {
  return {
    clientId: 'c',
    clientSecret: 's',
    deviceCode: 'd',
    userCode: 'u',
    verificationUriComplete: 'https://x.example',
  };
}
