import assert from 'node:assert/strict';
import { findCentralAccess, mavenCentral } from '../../../src/maven/centralAccess';

const settings = (content: string) => Buffer.from(`<settings>${content}</settings>`);
const mirror = (id: string, mirrorOf: string, more = '') =>
  `<mirror><id>${id}</id><url>https://${id}.example/maven</url><mirrorOf>${mirrorOf}</mirrorOf>${more}</mirror>`;
const server = (id: string, password: string) =>
  `<server><id>${id}</id><username>me</username><password>${password}</password></server>`;
const proxy = (id: string, protocol: string, more = '') =>
  `<proxy><id>${id}</id><protocol>${protocol}</protocol><host>${id}.example</host><port>3128</port>${more}</proxy>`;

/** What is found in the user's and the global settings, in words. */
function find(user: string | undefined, global?: string): string {
  const { url, mirror, credentials, proxy } = findCentralAccess({
    settings: [user, global].map(it => (it === undefined ? undefined : settings(it))),
    env: { TOKEN: 'from-env' },
    ignoresMirror: it => it.includes('ignored'),
  });
  const formatted =
    typeof credentials === 'object'
      ? `${credentials.username}:${credentials.password.reveal()}`
      : credentials;
  return [
    url === mavenCentral.url ? 'central' : url,
    mirror?.blocked === true ? 'blocked' : '',
    formatted ?? '',
    proxy ? `via ${proxy.host}:${proxy.port}` : '',
  ]
    .filter(it => it !== '')
    .join(' ');
}

describe('findCentralAccess', () => {
  const mirrors = (...all: string[]) => `<mirrors>${all.join('')}</mirrors>`;
  const servers = (...all: string[]) => `<servers>${all.join('')}</servers>`;
  const proxies = (...all: string[]) => `<proxies>${all.join('')}</proxies>`;
  const a = 'https://a.example/maven';
  const cases: [what: string, found: string, user: string | undefined, global?: string][] = [
    ['no files', 'central', undefined],
    ['no mirrors', 'central', ''],
    ['a mirror of central', a, mirrors(mirror('a', 'central'))],
    ['a mirror of everything', a, mirrors(mirror('a', '*'))],
    ['a mirror of everything external', a, mirrors(mirror('a', 'external:*'))],
    ['a mirror that excludes central', 'central', mirrors(mirror('a', '*,!central'))],
    ['a mirror of another repository', 'central', mirrors(mirror('a', 'other'))],
    ['an exact mirror after a pattern', a, mirrors(mirror('b', '*'), mirror('a', 'central'))],
    ['a mirror in the global file', a, '', mirrors(mirror('a', 'central'))],
    ['mirrors in both files', a, mirrors(mirror('a', '*')), mirrors(mirror('b', '*'))],
    [
      'the same ID in both files',
      'central',
      mirrors(mirror('a', 'other')),
      mirrors(mirror('a', '*')),
    ],
    ['a blocked mirror', `${a} blocked`, mirrors(mirror('a', '*', '<blocked>true</blocked>'))],
    ['an ignored mirror', a, mirrors(mirror('ignored', '*'), mirror('a', '*'))],
    [
      'credentials in the other file',
      `${a} me:pw`,
      mirrors(mirror('a', '*')),
      servers(server('b', 'x'), server('a', 'pw')),
    ],
    [
      'credentials of a repository only',
      a,
      mirrors(mirror('a', '*')) + servers(server('central', 'pw')),
    ],
    [
      'a password from a variable',
      `${a} me:from-env`,
      mirrors(mirror('a', '*')) + servers(server('a', '${env.TOKEN}')),
    ],
    [
      'a variable that is not set',
      `${a} me:\${env.NONE}`,
      mirrors(mirror('a', '*')) + servers(server('a', '${env.NONE}')),
    ],
    [
      'an encrypted password',
      `${a} encrypted`,
      mirrors(mirror('a', '*')) + servers(server('a', '{COQLCE6DU6GtcS5P=}')),
    ],
    ['a proxy for https', 'central via p.example:3128', proxies(proxy('p', 'https'))],
    ['a proxy for http', 'central via p.example:3128', proxies(proxy('p', 'http'))],
    [
      'proxies for both',
      'central via q.example:3128',
      proxies(proxy('p', 'http'), proxy('q', 'https')),
    ],
    ['an inactive proxy', 'central', proxies(proxy('p', 'http', '<active>false</active>'))],
    [
      'a proxy that excludes the host',
      a,
      mirrors(mirror('a', '*')) +
        proxies(proxy('p', 'http', '<nonProxyHosts>localhost|*.EXAMPLE</nonProxyHosts>')),
    ],
    [
      'a proxy that excludes similar hosts',
      `${a} via p.example:3128`,
      mirrors(mirror('a', '*')) +
        proxies(proxy('p', 'http', '<nonProxyHosts>*.other|a-example</nonProxyHosts>')),
    ],
  ];
  for (const [what, found, user, global] of cases)
    it(`finds ${found} for ${what}`, () => assert.equal(find(user, global), found));

  it('refuses settings that Maven cannot read', () =>
    assert.throws(() => find('<mirrors>'), { code: 'settings-refused' }));
});
