import assert from 'node:assert/strict';
import {
  suggestValues,
  toPackageName,
  type SuggestedValues,
  type ProjectFiles,
} from '../../../../src/ui/publish/suggestValues';
import { suggestVersion, nextVersion } from '../../../../src/ui/publish/nextVersion';

describe('firstValues', () => {
  const rows: [what: string, files: ProjectFiles, expected: SuggestedValues][] = [
    ['a folder without build files', {}, { name: 'my-tool' }],
    [
      'a pom.xml, before all others',
      {
        pom: { namespace: 'org.example', name: 'app', version: '1.2.3' },
        packageJson: '{"name":"@x/y","version":"9.9.9"}',
      },
      { namespace: 'org.example', name: 'app', version: '1.2.3' },
    ],
    [
      'a pom.xml that leaves things open',
      { pom: { namespace: '${group}', name: 'app', version: '${revision}' } },
      { name: 'app' },
    ],
    [
      'Gradle in Groovy',
      {
        buildGradle: "plugins { id 'java' }\ngroup 'org.example'\nversion = '2.0'\n",
        settingsGradle: "rootProject.name = 'service'\n",
      },
      { namespace: 'org.example', name: 'service', version: '2.0' },
    ],
    [
      'Gradle in Kotlin',
      {
        buildGradle: 'group = "org.example"\nversion = "2.0"\n',
        settingsGradle: 'rootProject.name = "service"',
      },
      { namespace: 'org.example', name: 'service', version: '2.0' },
    ],
    [
      'Gradle that computes its version',
      { buildGradle: 'version = "$base-${build}"\n' },
      { name: 'my-tool' },
    ],
    [
      'package.json with a scope',
      { packageJson: '{"name":"@team/tool","version":"3.1.0"}' },
      { namespace: 'team', name: 'tool', version: '3.1.0' },
    ],
    ['package.json that is none', { packageJson: '[1' }, { name: 'my-tool' }],
    ['package.json of odd types', { packageJson: '{"name":5,"version":[]}' }, { name: 'my-tool' }],
    ['package.json that is null', { packageJson: 'null' }, { name: 'my-tool' }],
  ];
  for (const [what, files, expected] of rows)
    it(`knows ${what}`, () => assert.deepEqual(suggestValues('my tool', files), expected));

  const names: [name: string, expected: string][] = [
    ['tool', 'tool'],
    ['my tool #2/x', 'my-tool-2-x'],
    ['größe', 'größe'],
    ['  ', 'package'],
    ['.config', 'config'],
    ['a\u202eb', 'a-b'],
    ['x'.repeat(300), 'x'.repeat(255)],
  ];
  for (const [name, expected] of names)
    it(`calls a folder '${name.slice(0, 20)}' '${expected.slice(0, 20)}'`, () =>
      assert.equal(toPackageName(name), expected));
});

describe('nextVersion', () => {
  const rows: [wanted: string, taken: readonly string[], expected: string][] = [
    ['1.0.0', [], '1.0.0'],
    ['1.0.0', ['1.0.0'], '1.0.1'],
    ['1.4.9', ['1.4.9', '1.4.10'], '1.4.11'],
    ['2.0-rc1', ['2.0-rc1'], '2.0-rc2'],
    ['2026-09', ['2026-09'], '2026-10'],
    ['1.0.0-beta', ['1.0.0-beta'], '1.0.1-beta'],
    ['final', ['final', 'final.1'], 'final.2'],
    ['99999999999999999999', ['99999999999999999999'], '100000000000000000000'],
  ];
  for (const [wanted, taken, expected] of rows)
    it(`proposes ${expected} for ${wanted} where ${taken.join(', ') || 'nothing'} is taken`, () =>
      assert.equal(nextVersion(wanted, new Set(taken)), expected));

  it('starts with 1.0.0, and goes on after the newest', () => {
    assert.equal(suggestVersion(undefined, new Set()), '1.0.0');
    assert.equal(suggestVersion('1.9', new Set(['1.9', '2.0'])), '1.10');
  });
});
