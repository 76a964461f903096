import assert from 'node:assert/strict';
import { allChecks } from '../../../src/diagnostics/allChecks';
import type { DiagnosticContext } from '../../../src/diagnostics/diagnosticContext';
import { codeAndArgs, connected, testContext, profile } from './testContext';

/** What a check sees, one text for each finding. */
async function seen(id: string, changes: Partial<DiagnosticContext>): Promise<string[]> {
  const check = allChecks.find(it => it.id === id);
  assert.ok(check);
  return (await check.run(testContext(changes), new AbortController().signal)).map(
    finding => `${finding.subject}: ${codeAndArgs(finding)}`,
  );
}

describe('what the doctor sees of credentials', () => {
  const usual = {
    connections: () => Promise.resolve([connected({ kind: 'default', region: 'eu-west-1' })]),
  };
  const environments: [env: DiagnosticContext['env'], saw: RegExp][] = [
    [{}, /: default-instance$/],
    [{ AWS_ACCESS_KEY_ID: 'A' }, /: default-environment$/],
    [{ AWS_ACCESS_KEY_ID: 'A', AWS_PROFILE: 'p' }, /: default-environment-over-profile p$/],
    [{ AWS_PROFILE: 'p', AWS_WEB_IDENTITY_TOKEN_FILE: '/t' }, /: default-profile p$/],
    [
      { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/c' },
      /: default-web-identity$/,
    ],
    [{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/c' }, /: default-container$/],
  ];
  for (const [env, saw] of environments)
    it(`is the source for ${Object.keys(env).join(', ') || 'an empty environment'}`, async () => {
      const [line = ''] = await seen('credentials', { ...usual, env });
      assert.match(line, saw);
    });

  const kinds: [kind: typeof profile.kind, needsMfa: boolean, saw: string][] = [
    ['sso-session', false, 'profile-kind sso-session false'],
    ['sso-legacy', false, 'profile-kind sso-legacy false'],
    ['login-session', false, 'profile-kind login-session false'],
    ['assume-role', true, 'profile-kind assume-role true'],
    ['credential-process', false, 'profile-kind credential-process false'],
    ['web-identity', false, 'profile-kind web-identity false'],
    ['incomplete', false, 'profile-incomplete dev'],
  ];
  for (const [kind, needsMfa, saw] of kinds)
    it(`is the kind of a profile: ${kind}`, async () => {
      const profiles = () => Promise.resolve([{ ...profile, kind, needsMfa }]);
      const [line = ''] = await seen('credentials', { profiles });
      assert.ok(line.endsWith(`: ${saw}`), line);
    });
});

describe('what the doctor sees of the way to AWS', () => {
  const proxies: [what: string, changes: Partial<DiagnosticContext>, saw: string][] = [
    ['no proxy', {}, 'no-proxy'],
    [
      'a proxy of the environment',
      { env: { https_proxy: 'http://p' } },
      'proxies https_proxy=http://p',
    ],
    [
      'all proxies, and what goes by none',
      {
        env: { HTTPS_PROXY: 'http://a', HTTP_PROXY: 'http://b', http_proxy: 'c', no_proxy: 'x' },
        settings: { javaOffline: false, proxy: 'http://d' },
      },
      'proxies HTTPS_PROXY=http://a, HTTP_PROXY=http://b, http_proxy=c, http.proxy=http://d, NO_PROXY=x',
    ],
    ['what goes by none, without a proxy', { env: { NO_PROXY: 'x' } }, 'no-proxy'],
    ['an empty proxy', { env: { HTTPS_PROXY: '' } }, 'no-proxy'],
  ];
  for (const [what, changes, saw] of proxies)
    it(`is ${what}`, async () =>
      assert.equal((await seen('network', changes)).at(-1), `proxy: ${saw}`));
});
