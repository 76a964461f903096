import assert from 'node:assert/strict';
import { isPropertyName, setProperty } from '../../../src/gradle/setProperty';
import { readProperty } from '../../../src/gradle/readProperty';
import { removeProperty, undoProperty } from '../../../src/gradle/removeProperty';
import { isFailure } from '../../../src/core/failure';
import { Secret } from '../../../src/core/secret';

const name = 'codeartifactToken';
const token = new Secret('eyJ.new');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('latin1');
const isOurs = (value: string) => value.startsWith('eyJ');

const edits: readonly [title: string, before: string, after: string][] = [
  [
    'replaces the value alone',
    'a=1\n codeartifactToken : old\nb=\xe4\n',
    'a=1\n codeartifactToken : eyJ.new\nb=\xe4\n',
  ],
  ['keeps a missing final line end', 'codeartifactToken=old', 'codeartifactToken=eyJ.new'],
  [
    'replaces a continued value',
    'codeartifactToken=ol\\\r\n  d\r\nb=1',
    'codeartifactToken=eyJ.new\r\nb=1',
  ],
  [
    'updates all copies',
    'codeartifactToken=1\ncode\\u0061rtifactToken 2\n',
    'codeartifactToken=eyJ.new\ncode\\u0061rtifactToken eyJ.new\n',
  ],
  [
    'appends in the line ends of the file',
    'a=1\r\nb=2\r\n',
    'a=1\r\nb=2\r\ncodeartifactToken=eyJ.new\r\n',
  ],
  ['appends without adding a final line end', 'a=1\rb=2', 'a=1\rb=2\rcodeartifactToken=eyJ.new'],
  ['appends behind comments only', '# mine\n', '# mine\ncodeartifactToken=eyJ.new\n'],
  ['appends behind a backslash', 'a=1\\\n', 'a=1\\\n\ncodeartifactToken=eyJ.new\n'],
  [
    'appends if a byte order mark precedes the name',
    '\xef\xbb\xbfcodeartifactToken=old\n',
    '\xef\xbb\xbfcodeartifactToken=old\ncodeartifactToken=eyJ.new\n',
  ],
  ['adds a missing separator', 'codeartifactToken\n', 'codeartifactToken=eyJ.new\n'],
  ['fills an empty file', '', 'codeartifactToken=eyJ.new\n'],
  [
    'changes nothing if the file contains the token',
    'codeartifactToken=eyJ.new\n',
    'codeartifactToken=eyJ.new\n',
  ],
];

describe('setProperty', () => {
  for (const [title, before, after] of edits)
    it(title, () => {
      const edit = setProperty(latin1(before), name, token);
      assert.equal(textOf(edit.bytes), after);
      assert.equal(edit.changed, before !== after);
      assert.equal(edit.record.steps.length > 0, before !== after);
    });

  it('returns notes on an existing file', () => {
    const notes = (text: string) => setProperty(latin1(text), name, token).notes;
    assert.deepEqual(notes(''), ['added-line']);
    assert.deepEqual(notes('codeartifactToken=old\n'), []);
    assert.deepEqual(notes('codeartifactToken=1\ncodeartifactToken=2\n'), ['duplicates-updated']);
    const { record } = setProperty(latin1(''), name, token);
    assert.equal(record.created, false);
    assert.equal(
      undoProperty(latin1('codeartifactToken=eyJ.new\n'), record, isOurs).bytes?.length,
      0,
    );
  });

  it('creates an absent file', () => {
    const edit = setProperty(undefined, name, token);
    assert.equal(textOf(edit.bytes), 'codeartifactToken=eyJ.new\n');
    assert.deepEqual(edit.notes, ['created-file', 'added-line']);
    assert.deepEqual(undoProperty(edit.bytes, edit.record, isOurs), {
      bytes: undefined,
      changed: true,
      notes: [],
    });
  });

  it('stores no token in the record for undo', () => {
    const edit = setProperty(latin1('codeartifactToken=s3cret\n'), name, token);
    const kept = JSON.stringify([edit.record, edit.notes]);
    assert.doesNotMatch(kept, /s3cret|eyJ/);
  });

  const refused: readonly [title: string, bytes: Uint8Array, name: string, value: string][] = [
    ['a malformed escape', latin1('ok=1\na=\\u00zz\n'), name, 'eyJ'],
    ['UTF-16', Buffer.from('\ufeffa=1\n', 'utf16le'), name, 'eyJ'],
    ['a value with a line end', latin1(''), name, 'eyJ\nb=1'],
    ['a value with a backslash', latin1(''), name, 'eyJ\\'],
    ['a name with a sign', latin1(''), 'a=b', 'eyJ'],
    ['a name that Gradle reserves', latin1(''), 'systemProp.http.proxyPassword', 'eyJ'],
  ];
  for (const [title, bytes, property, value] of refused)
    it(`refuses ${title}`, () => {
      assert.throws(
        () => setProperty(bytes, property, new Secret(value)),
        (error: unknown) =>
          isFailure(error) &&
          error.code === 'settings-refused' &&
          !JSON.stringify([error.message, error.details]).includes('eyJ'),
      );
    });

  it('names the line of a malformed escape', () => {
    assert.throws(
      () => readProperty(latin1('ok=1\na=\\u00zz\n'), name),
      (error: unknown) => isFailure(error) && error.details.line === 2,
    );
  });

  it('edits 2 MB within the time limit', function () {
    const many = latin1('other.name = some value \\\n   continued\n'.repeat(55_000));
    const edit = setProperty(many, name, token);
    assert.equal(edit.bytes.length, many.length + 'codeartifactToken=eyJ.new\n'.length);
  });
});

describe('readProperty', () => {
  it('returns the last of several values', () => {
    const view = readProperty(latin1('codeartifactToken=1\nb=2\n\ncodeartifactToken=3\n'), name);
    assert.equal(view.value?.reveal(), '3');
    assert.deepEqual(view.lines, [1, 4]);
    assert.deepEqual(
      view.values.map(it => it.reveal()),
      ['1', '3'],
    );
  });

  it('distinguishes an absent name from an empty value', () => {
    assert.equal(readProperty(undefined, name).value, undefined);
    assert.equal(readProperty(latin1('#codeartifactToken=1\n'), name).value, undefined);
    assert.equal(readProperty(latin1('codeartifactToken\n'), name).value?.reveal(), '');
  });
});

describe('removeProperty', () => {
  const cases: readonly [title: string, before: string, after: string, notes: readonly string[]][] =
    [
      ['a line', 'a=1\ncodeartifactToken=eyJ\nb=2\n', 'a=1\nb=2\n', []],
      ['the last line', 'a=1\r\ncodeartifactToken=eyJ', 'a=1', []],
      ['a line behind a continued one', 'a=1\\\n\ncodeartifactToken=eyJ', 'a=1\\\n', []],
      ['all copies', 'codeartifactToken=eyJ1\ncodeartifactToken=eyJ2', '', []],
      [
        'our value only',
        'codeartifactToken=eyJ\ncodeartifactToken=nexus\n',
        'codeartifactToken=nexus\n',
        ['value-kept'],
      ],
      ['nothing', 'a=1\n', 'a=1\n', ['gone']],
    ];
  for (const [title, before, after, notes] of cases)
    it(`removes ${title}`, () => {
      const removed = removeProperty(latin1(before), name, isOurs);
      assert.equal(textOf(removed.bytes), after);
      assert.equal(removed.changed, before !== after);
      assert.deepEqual(removed.notes, notes);
    });
});

describe('undoProperty', () => {
  const added = (text: string) => setProperty(latin1(text), name, token);
  const undone = (bytes: Uint8Array, record: ReturnType<typeof added>['record']) =>
    textOf(undoProperty(bytes, record, isOurs).bytes);

  for (const text of [
    '',
    'a=1',
    'a=1\r\n',
    'a=1\\',
    'a=1\\\n',
    '#',
    'codeartifactToken',
    'codeartifactToken=  \n',
    'codeartifactToken=\\ \\t\n',
  ])
    it(`restores ${JSON.stringify(text)}`, () => {
      const edit = added(text);
      assert.notEqual(textOf(edit.bytes), text);
      assert.equal(undone(edit.bytes, edit.record), text);
    });

  it('removes a renewed token', () => {
    const { bytes, record } = added('a=1');
    const renewed = setProperty(bytes, name, new Secret('eyJ.newer')).bytes;
    assert.equal(undone(renewed, record), 'a=1');
  });

  it('keeps text that others added', () => {
    const { bytes, record } = added('a=1\\');
    const more = latin1(`${textOf(bytes) ?? ''}\nb=2\n`);
    assert.equal(undone(more, record), 'a=1\\\n\nb=2\n');
  });

  it('keeps a value that someone changed', () => {
    const { record } = added('a=1\n');
    const bytes = latin1('a=1\ncodeartifactToken=nexus\n');
    const { notes, changed } = undoProperty(bytes, record, isOurs);
    assert.deepEqual([notes, changed], [['value-kept'], false]);
  });

  it('notes that the line is gone', () => {
    const { record } = added('a=1\n');
    assert.deepEqual(undoProperty(latin1('a=1\n'), record, isOurs).notes, ['gone']);
  });
});

describe('isPropertyName', () => {
  for (const good of [name, 'my.token', 'a-b_c', '_x'])
    it(`accepts ${good}`, () => assert.ok(isPropertyName(good)));
  for (const bad of [
    '',
    '1a',
    'a b',
    'a=b',
    'a:b',
    '#a',
    'a\\',
    'ä',
    'systemProp.x',
    'org.gradle.jvmargs',
  ])
    it(`refuses ${JSON.stringify(bad)}`, () => assert.ok(!isPropertyName(bad)));
});
