import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { skip } from '../../skip';
import { isFailure } from '../../../src/core/failure';
import { editSettings } from '../../../src/maven/editSettings';
import { parseSettings } from '../../../src/maven/parseSettings';
import type { SettingsChange } from '../../../src/maven/settingsChange';
import { checkEdit, newRepository, newToken, setToken } from '../../properties/fidelity';
import { findMaven, Oracle, serversOf, serversWithout } from '../../properties/oracle';

const folder = path.resolve('test/fixtures/settings');
const read = (kind: string) =>
  readdirSync(path.join(folder, kind)).map((name): [string, Uint8Array] => [
    name,
    new Uint8Array(readFileSync(path.join(folder, kind, name))),
  ]);
const accepted = read('accepted');
const refused = read('refused');

/** All kinds of changes. */
const edits: [what: string, changes: SettingsChange[]][] = [
  ['a token for team-releases', [setToken('team-releases')]],
  ['a token for a new id', [setToken('team-new')]],
  ['a token for nexus', [setToken('nexus')]],
  ...(['*', 'external:*', 'central', 'none'] as const).map(
    (mirrorOf): [string, SettingsChange[]] => [
      `a repository for ${mirrorOf}`,
      [setToken('team-new'), { ...newRepository, mirrorOf }],
    ],
  ),
  ['an active profile', [{ kind: 'activate-profile', id: 'default' }]],
];

describe('settings files of all shapes', () => {
  it('number at least 60', () => assert.ok(accepted.length + refused.length >= 60));

  for (const [name, bytes] of accepted)
    it(`${name} stays the same without changes`, () => {
      parseSettings(bytes);
      assert.equal(editSettings(bytes, []).bytes, bytes);
    });

  for (const [what, changes] of edits)
    it(`accept ${what}, twice without a difference, and undo it`, () => {
      for (const [name, bytes] of accepted) {
        const result = checkEdit(bytes, changes);
        assert.ok(result, `${name} was refused`);
        parseSettings(result.bytes);
      }
    });
});

describe('settings files that are refused', () => {
  for (const [name, bytes] of refused)
    it(`${name} is refused with line, column and reason`, () => {
      assert.throws(
        () => editSettings(bytes, [setToken('a')]),
        error => {
          assert.ok(isFailure(error) && error.code === 'settings-refused');
          assert.ok((error.details.line ?? 0) >= 1 && (error.details.column ?? 0) >= 1);
          assert.match(error.details.reason ?? '', /^[a-z<].*[^.]$/);
          assert.doesNotMatch(error.message, /s3cret/);
          return true;
        },
      );
      assert.throws(() => parseSettings(bytes), isFailure);
    });
});

describe('Maven', () => {
  const maven = findMaven();
  let oracle: Oracle | undefined;
  before(function () {
    if ('missing' in maven) skip(this, maven.missing);
    oracle = new Oracle(maven.lib);
  });
  after(() => oracle?.close());
  const judge = (bytes: Uint8Array) =>
    oracle?.judge(bytes) ?? Promise.reject(new Error('no oracle'));

  // Maven 3.8 refuses these; later versions and other tools read them.
  const unreadable = new Set([
    'blank.xml',
    'empty.xml',
    'only-comment.xml',
    'only-declaration.xml',
    'only-declaration-and-comment.xml',
  ]);
  // Maven accepts these; parseSettings refuses them on purpose, see its doc comment.
  const stricter = new Set([
    'prefixed-root.xml',
    'root-project.xml',
    'root-settings-security.xml',
    'root-capital.xml',
    'doctype.xml',
    'iso-2022-jp.xml',
    'ebcdic.xml',
  ]);

  it('agrees on what is refused', async function () {
    for (const [name, bytes] of refused) {
      const verdict = await judge(bytes);
      assert.equal(verdict.startsWith('!'), !stricter.has(name), `${name}: ${verdict}`);
    }
  });

  it('agrees on every edit', async function () {
    this.timeout(120_000);
    for (const [name, bytes] of accepted) {
      const before = await judge(bytes);
      assert.equal(before.startsWith('!'), unreadable.has(name), `${name}: ${before}`);
      for (const [what, changes] of edits) {
        const { bytes: edited } = editSettings(bytes, changes);
        const after = await judge(edited);
        assert.doesNotMatch(after, /^!/, `${name}, ${what}`);
        const ids = new Set(changes.flatMap(it => (it.kind === 'set-token' ? [it.id] : [])));
        for (const id of ids)
          for (const server of serversOf(after, id))
            assert.equal(server, `<aws> <${newToken}>`, name);
        if (!before.startsWith('!'))
          assert.deepEqual(serversWithout(after, ids), serversWithout(before, ids), name);
      }
    }
  });
});
