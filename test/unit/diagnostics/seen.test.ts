import assert from 'node:assert/strict';
import { allChecks } from '../../../src/diagnostics/allChecks';
import type { DiagnosticContext } from '../../../src/diagnostics/diagnosticContext';
import { formatEnglish } from '../../../src/diagnostics/localizableText';
import { connected, patient, profile } from './patient';

/** What a check sees, one text for each finding. */
async function seen(id: string, ills: Partial<DiagnosticContext>): Promise<string[]> {
  const check = allChecks.find(it => it.id === id);
  assert.ok(check);
  return (await check.run(patient(ills), new AbortController().signal)).map(
    ({ subject, observation }) => `${subject}: ${formatEnglish(observation)}`,
  );
}

describe('what the doctor sees of credentials', () => {
  const usual = {
    connections: () => Promise.resolve([connected({ kind: 'default', region: 'eu-west-1' })]),
  };
  const environments: [env: DiagnosticContext['env'], saw: RegExp][] = [
    [{}, /: the profile default, or the role of the instance$/],
    [{ AWS_ACCESS_KEY_ID: 'A' }, /: access keys of the environment$/],
    [
      { AWS_ACCESS_KEY_ID: 'A', AWS_PROFILE: 'p' },
      /: access keys of the environment; AWS_PROFILE=p is set too and loses$/,
    ],
    [{ AWS_PROFILE: 'p', AWS_WEB_IDENTITY_TOKEN_FILE: '/t' }, /: the profile p$/],
    [
      { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/c' },
      /: web identity$/,
    ],
    [{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/c' }, /: the role of the container$/],
  ];
  for (const [env, saw] of environments)
    it(`is the source for ${Object.keys(env).join(', ') || 'an empty environment'}`, async () => {
      const [line = ''] = await seen('credentials', { ...usual, env });
      assert.match(line, saw);
    });

  const kinds: [kind: typeof profile.kind, needsMfa: boolean, saw: string][] = [
    ['sso-session', false, 'IAM Identity Center (SSO), with an sso-session'],
    ['sso-legacy', false, 'IAM Identity Center (SSO)'],
    ['login-session', false, 'aws login'],
    ['assume-role', true, 'a role that is assumed, with a code of an MFA device'],
    ['credential-process', false, 'credential_process'],
    ['web-identity', false, 'web identity'],
    ['incomplete', false, 'the profile dev names no credentials'],
  ];
  for (const [kind, needsMfa, saw] of kinds)
    it(`is the kind of a profile: ${kind}`, async () => {
      const profiles = () => Promise.resolve([{ ...profile, kind, needsMfa }]);
      const [line = ''] = await seen('credentials', { profiles });
      assert.ok(line.endsWith(`: ${saw}`), line);
    });
});

describe('what the doctor sees of the way to AWS', () => {
  const proxies: [what: string, ills: Partial<DiagnosticContext>, saw: string][] = [
    ['no proxy', {}, 'none is set'],
    ['a proxy of the environment', { env: { https_proxy: 'http://p' } }, 'https_proxy=http://p'],
    [
      'all proxies, and what goes by none',
      {
        env: { HTTPS_PROXY: 'http://a', HTTP_PROXY: 'http://b', http_proxy: 'c', no_proxy: 'x' },
        settings: { javaOffline: false, proxy: 'http://d' },
      },
      'HTTPS_PROXY=http://a, HTTP_PROXY=http://b, http_proxy=c, http.proxy=http://d, NO_PROXY=x',
    ],
    ['what goes by none, without a proxy', { env: { NO_PROXY: 'x' } }, 'none is set'],
    ['an empty proxy', { env: { HTTPS_PROXY: '' } }, 'none is set'],
  ];
  for (const [what, ills, saw] of proxies)
    it(`is ${what}`, async () =>
      assert.equal((await seen('network', ills)).at(-1), `proxy: ${saw}`));
});
