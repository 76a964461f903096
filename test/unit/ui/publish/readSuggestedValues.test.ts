import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSuggestedValues } from '../../../../src/ui/publish/readSuggestedValues';

describe('the first values for publishing', () => {
  let root = '';
  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'values-'));
  });
  after(() => rmSync(root, { recursive: true }));

  /** The values of a folder called `shop` that holds these files. */
  function ofFolder(files: Readonly<Record<string, string>>) {
    const folder = path.join(mkdtempSync(path.join(root, 'case-')), 'shop');
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    return readSuggestedValues([{ path: folder, isFolder: true }]);
  }

  const pom = (version: string) =>
    `<project><groupId>org.x</groupId><artifactId>y</artifactId>${version}</project>`;
  const folders: [what: string, files: Record<string, string>, values: object][] = [
    ['the name of a folder without build files', {}, { name: 'shop' }],
    [
      'those of a POM, whose snapshot becomes a version that stays',
      { 'pom.xml': pom('<version>1.0-SNAPSHOT</version>') },
      { namespace: 'org.x', name: 'y', version: '1.0' },
    ],
    ['those of a POM without a version', { 'pom.xml': pom('') }, { namespace: 'org.x', name: 'y' }],
    [
      'those of a version that only contains the word',
      { 'pom.xml': pom('<version>1-SNAPSHOT.2</version>') },
      { namespace: 'org.x', name: 'y', version: '1-SNAPSHOT.2' },
    ],
    ['the name of the folder for a broken POM', { 'pom.xml': '<project' }, { name: 'shop' }],
    [
      'those of Gradle scripts',
      { 'settings.gradle': "rootProject.name = 'z'", 'build.gradle': "group 'g'\nversion = '2'" },
      { namespace: 'g', name: 'z', version: '2' },
    ],
    [
      'those of Kotlin scripts',
      { 'settings.gradle.kts': 'rootProject.name = "z"', 'build.gradle.kts': 'group = "g"' },
      { namespace: 'g', name: 'z' },
    ],
    [
      'those of package.json',
      { 'package.json': '{"name":"@n/m","version":"3"}' },
      { namespace: 'n', name: 'm', version: '3' },
    ],
  ];
  for (const [what, files, values] of folders)
    it(`are ${what}`, async () => assert.deepEqual(await ofFolder(files), values));

  const sources: [
    what: string,
    sources: readonly [name: string, isFolder: boolean][],
    name: string,
  ][] = [
    ['a file without its ending', [['tool-1.0.zip', false]], 'tool-1.0'],
    ['a packed tar without both endings', [['tool-1.0.tar.gz', false]], 'tool-1.0'],
    ['a file without an ending', [['tool', false]], 'tool'],
    [
      'the folder that holds several files',
      [
        ['a.txt', false],
        ['b.txt', false],
      ],
      'parent',
    ],
    [
      'the folder that holds several folders',
      [
        ['a', true],
        ['b', true],
      ],
      'parent',
    ],
  ];
  for (const [what, list, name] of sources)
    it(`have the name of ${what}`, async () => {
      const [first, ...others] = list.map(([file, isFolder]) => ({
        path: path.join(root, 'parent', file),
        isFolder,
      }));
      assert.ok(first);
      assert.deepEqual(await readSuggestedValues([first, ...others]), { name });
    });

  it('are not those of what lies beside a file', async () => {
    const folder = mkdtempSync(path.join(root, 'beside-'));
    writeFileSync(path.join(folder, 'pom.xml'), pom(''));
    assert.deepEqual(
      await readSuggestedValues([{ path: path.join(folder, 'a.zip'), isFolder: false }]),
      {
        name: 'a',
      },
    );
  });
});
