import assert from 'node:assert/strict';
import { findPropertyClaims } from '../../../src/gradle/findPropertyClaims';
import { createGradleSnippet } from '../../../src/gradle/createGradleSnippet';
import { parseGradleScript } from '../../../src/gradle/parseGradleScript';

const url = (domain: string, format = 'maven') =>
  `https://${domain}-111122223333.d.codeartifact.eu-west-1.amazonaws.com/${format}/releases/`;
const script = (...urls: string[]) =>
  urls
    .map(each =>
      createGradleSnippet({ url: each, property: 'codeartifactToken', style: 'groovy-build' }),
    )
    .join('\n');

/** Each claim as `property domain file:line`, and each conflict as `property: domain, domain`. */
function listClaims(texts: string[], properties = ['codeartifactToken']) {
  const scripts = texts.map((text, index) => ({
    file: `${index}.gradle`,
    view: parseGradleScript(text, 'groovy'),
  }));
  const { claims, conflicts } = findPropertyClaims({ scripts, properties, approved: [] });
  return [
    ...claims.map(it => `${it.property} ${it.domain.domain} ${it.file}:${it.line}`),
    ...conflicts.map(
      ({ property, claims: all }) => `${property}: ${all.map(it => it.domain.domain).join(', ')}`,
    ),
  ];
}

describe('findPropertyClaims', () => {
  const rows: [what: string, texts: string[], expected: string[]][] = [
    ['the snippet of the extension', [script(url('team'))], ['codeartifactToken team 0.gradle:6']],
    [
      'two repositories of one domain, in two scripts',
      [script(url('team'), url('team')), script(url('team'))],
      ['codeartifactToken team 0.gradle:6'],
    ],
    ['two domains in one script', [script(url('a1'), url('b2'))], ['codeartifactToken: a1, b2']],
    [
      'two domains in two scripts',
      [script(url('a1')), script(url('b2'))],
      ['codeartifactToken: a1, b2'],
    ],
    [
      'another property as the password',
      [script(url('team')).replace('codeartifactToken', 'version')],
      ['version team 0.gradle:6'],
    ],
    ['another host', [script('https://nexus.example/maven/releases/')], []],
    ['another format', [script(url('team', 'npm'))], []],
    ['a property without a repository', ["findProperty('codeartifactToken')"], []],
  ];
  for (const [what, texts, expected] of rows)
    it(`reads ${what}`, () => assert.deepEqual(listClaims(texts), expected));

  it('finds nothing if no property can hold a token', () =>
    assert.deepEqual(
      listClaims([`url '${url('team')}'\nfindProperty('codeartifactToken')`], []),
      [],
    ));
});
