import type { DefaultSource } from '../../../src/core/profile';
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
  const keys = { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's' };
  const sources: [source: DefaultSource, env: DiagnosticContext['env'], saw: RegExp][] = [
    [{ kind: 'environment' }, keys, /: default-environment$/],
    [
      { kind: 'environment' },
      { ...keys, AWS_PROFILE: 'p' },
      /: default-environment-over-profile p$/,
    ],
    [{ kind: 'environment' }, { AWS_ACCESS_KEY_ID: 'A' }, /: default-environment-incomplete$/],
    [{ kind: 'profile', profile: profile.name }, {}, /: default-profile dev$/],
    [{ kind: 'profile', profile: 'gone' }, {}, /: profile-missing gone$/],
    [{ kind: 'web-identity' }, {}, /: default-web-identity$/],
    [{ kind: 'container' }, {}, /: default-container$/],
    [{ kind: 'instance' }, {}, /: default-instance$/],
    [{ kind: 'none' }, {}, /: default-none$/],
  ];
  for (const [source, env, saw] of sources)
    it(`is the source ${JSON.stringify(source)} with ${JSON.stringify(env)}`, async () => {
      const defaultSource = () => Promise.resolve(source);
      const [line = ''] = await seen('credentials', { ...usual, env, defaultSource });
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
