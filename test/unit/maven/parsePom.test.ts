import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isFailure } from '../../../src/core/failure';
import { parsePom } from '../../../src/maven/parsePom';

const read = (text: string) => parsePom(new TextEncoder().encode(text));
const fixture = (name: string) => parsePom(readFileSync(path.resolve('test/fixtures/poms', name)));

describe('parsePom', () => {
  it('reads coordinates, modules and repositories, resolved', () => {
    const url = 'https://team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven';
    const { source: _, ...model } = fixture('complete.xml');
    assert.deepEqual(model, {
      groupId: 'com.example',
      artifactId: 'app',
      version: '1.2.3',
      packaging: 'pom',
      modules: ['core', 'web'],
      repositories: [
        { role: 'repository', id: 'team-releases', url: `${url}/releases/`, line: 29 },
        { role: 'plugin-repository', id: 'team-plugins', url: `${url}/plugins/`, line: 36 },
        { role: 'distribution', id: 'team-releases', url: `${url}/releases/`, line: 43 },
        { role: 'snapshot-distribution', id: 'team-snapshots', url: `${url}/snapshots/`, line: 47 },
        {
          role: 'repository',
          id: 'other',
          url: 'https://other.example/1.2.3',
          line: 60,
          profile: 'ci',
        },
      ],
    });
  });

  it('takes group and version from the parent', () => {
    const { groupId, artifactId, version, packaging } = read(
      '<project><parent><groupId>g</groupId><artifactId>p</artifactId><version>1</version></parent><artifactId>a</artifactId></project>',
    );
    assert.deepEqual([groupId, artifactId, version, packaging], ['g', 'a', '1', 'jar']);
  });

  const urls: [what: string, properties: string, url: string, resolved: string][] = [
    ['nested properties', '<a>${b}</a><b>x</b>', 'https://${a}/', 'https://x/'],
    ['unknown ones as they are', '', '${env.URL}/${x}', '${env.URL}/${x}'],
    ['a circle', '<a>${b}</a><b>${a}</b>', '${a}', '${a}'],
    ['growth', '<a>${a}${a}</a>', '${a}', '${a}${a}'],
  ];
  for (const [what, properties, url, resolved] of urls)
    it(`resolves ${what}`, () => {
      const found =
        read(
          `<project><properties>${properties}</properties><repositories><repository><url>${url}</url></repository></repositories></project>`,
        ).repositories[0]?.url ?? '';
      assert.ok(
        what === 'growth'
          ? found.length <= 10_000 && found.startsWith(resolved)
          : found === resolved,
        found,
      );
    });

  const bad: [what: string, text: string][] = [
    [
      'a DTD',
      '<!DOCTYPE project [<!ENTITY x SYSTEM "file:///etc/passwd">]><project><groupId>&x;</groupId></project>',
    ],
    ['another root', '<settings/>'],
    ['an open tag', '<project><groupId>'],
    ['nothing', ''],
    [
      'two distributionManagement',
      '<project><distributionManagement/><distributionManagement/></project>',
    ],
  ];
  for (const [what, text] of bad)
    it(`refuses ${what}`, () =>
      assert.throws(
        () => read(text),
        error =>
          isFailure(error) && error.code === 'settings-refused' && error.subject === 'pom.xml',
      ));

  it('ignores dependencies and plugins', () =>
    assert.equal(fixture('spring.xml').repositories.length, 0));
});
