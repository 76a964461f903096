import assert from 'node:assert/strict';
import { Secret } from '../../../src/core/secret';
import { editSettings } from '../../../src/maven/editSettings';
import type { SettingsChange } from '../../../src/maven/settingsChange';
import { undoEdit } from '../../../src/maven/undoEdit';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);
const set = (id: string, token = 'TOKEN'): SettingsChange => ({
  kind: 'set-token',
  id,
  token: new Secret(token),
});
const isOurs = (text: string) => text.startsWith('TOKEN');
const use: SettingsChange = {
  kind: 'use-repository',
  id: 'ca',
  url: 'https://r.example/',
  mirrorOf: 'central',
};

/** Edits, lets `modify` change the result, and undoes. */
function undone(before: string, changes: SettingsChange[], meddle: (text: string) => string) {
  const { bytes, record } = editSettings(bytesOf(before), changes);
  const kept = JSON.parse(JSON.stringify(record)) as typeof record;
  const result = undoEdit(bytesOf(meddle(textOf(bytes) ?? '')), kept, isOurs);
  return { text: textOf(result.bytes), notes: result.notes.map(it => `${it.code} ${it.subject}`) };
}

const empty = '<settings>\n  <servers/>\n</settings>\n';
const withServer = (password: string) =>
  `<settings>\n  <servers>\n    <server>\n      <id>ca</id>\n      <username>aws</username>\n      ${password}\n    </server>\n  </servers>\n</settings>\n`;

describe('undoEdit', () => {
  const same = (text: string) => text;
  const cases: [
    what: string,
    before: string,
    changes: SettingsChange[],
    meddle: (text: string) => string,
    after: string,
    notes: string[],
  ][] = [
    ['restores a self-closing tag', empty, [set('ca')], same, empty, []],
    [
      'accepts a renewed token as ours',
      empty,
      [set('ca')],
      text => text.replace('TOKEN', 'TOKEN-2'),
      empty,
      [],
    ],
    [
      'keeps a server that someone gave another password',
      empty,
      [set('ca')],
      text => text.replace('TOKEN', 'mine'),
      withServer('<password>mine</password>'),
      ['element-kept ca'],
    ],
    [
      'keeps a server that someone completed',
      empty,
      [set('ca')],
      text => text.replace('</username>', '</username><!-- x -->'),
      withServer('<password>TOKEN</password>').replace('</username>', '</username><!-- x -->'),
      ['element-kept ca'],
    ],
    [
      'keeps a list that others use',
      empty,
      [set('ca')],
      text => text.replace('    <server>', '    <server><id>b</id></server>\n    <server>'),
      '<settings>\n  <servers>\n    <server><id>b</id></server>\n  </servers>\n</settings>\n',
      [],
    ],
    [
      'keeps a list with a comment',
      empty,
      [set('ca')],
      text => text.replace('  </servers>', '    <!-- x -->\n  </servers>'),
      '<settings>\n  <servers>\n    <!-- x -->\n  </servers>\n</settings>\n',
      [],
    ],
    [
      'keeps edits by others elsewhere',
      '<settings>\n</settings>\n',
      [set('ca'), use],
      text => text.replace('<settings>\n', '<settings>\n  <offline>true</offline>\n'),
      '<settings>\n  <offline>true</offline>\n</settings>\n',
      [],
    ],
    [
      'keeps a file that someone reformatted',
      '<settings>\n</settings>\n',
      [set('ca')],
      text => text.replaceAll('  ', '\t'),
      '<settings>\n\t<servers>\n\t\t<server>\n\t\t\t<id>ca</id>\n\t\t\t<username>aws</username>\n\t\t\t<password>TOKEN</password>\n\t\t</server>\n\t</servers>\n</settings>\n',
      ['element-kept ca'],
    ],
    [
      'restores a variable',
      withServer('<password>${env.X}</password>'),
      [set('ca')],
      same,
      withServer('<password>${env.X}</password>'),
      [],
    ],
    [
      'restores a variable after a renewal',
      withServer('<password> ${env.X}</password>'),
      [set('ca')],
      text => text.replace('TOKEN', 'TOKEN-3'),
      withServer('<password> ${env.X}</password>'),
      [],
    ],
    [
      'restores an empty value',
      withServer('<password/>'),
      [set('ca')],
      same,
      withServer('<password/>'),
      [],
    ],
    [
      'cannot restore a secret',
      withServer('<password>secret</password>'),
      [set('ca')],
      same,
      withServer('<password>TOKEN</password>'),
      ['value-kept ca'],
    ],
    [
      'keeps a value that someone changed',
      withServer('<password/>'),
      [set('ca')],
      text => text.replace('TOKEN', 'mine'),
      withServer('<password>mine</password>'),
      ['value-kept ca'],
    ],
    [
      'reports a missing element',
      '<settings>\n</settings>\n',
      [set('ca')],
      () => '<settings>\n</settings>\n',
      '<settings>\n</settings>\n',
      ['gone ca'],
    ],
    [
      'restores a mirror',
      '<settings>\n  <mirrors>\n    <mirror><id>a</id></mirror>\n    <!-- x -->\n    <mirror><id>ca</id><mirrorOf>*</mirrorOf></mirror>\n  </mirrors>\n</settings>\n',
      [{ ...use, mirrorOf: 'none' }],
      same,
      '<settings>\n  <mirrors>\n    <mirror><id>a</id></mirror>\n    <!-- x -->\n    <mirror><id>ca</id><mirrorOf>*</mirrorOf></mirror>\n  </mirrors>\n</settings>\n',
      [],
    ],
  ];
  const clear = (text: string) =>
    textOf(editSettings(bytesOf(text), [{ kind: 'clear-token', id: 'ca', isOurs }]).bytes) ?? '';
  cases.push(
    ['removes a server that was signed out', empty, [set('ca')], clear, empty, []],
    [
      'removes a server on one line that was signed out',
      '<settings><servers/></settings>',
      [set('ca')],
      clear,
      '<settings><servers/></settings>',
      [],
    ],
    [
      'restores a variable after a sign-out',
      withServer('<password>${env.X}</password>'),
      [set('ca')],
      clear,
      withServer('<password>${env.X}</password>'),
      [],
    ],
    [
      'restores no token after a sign-out',
      withServer('<password>TOKEN-0</password>'),
      [set('ca')],
      clear,
      withServer('').replace(/\n *\n/, '\n'),
      ['gone ca'],
    ],
    [
      'keeps a server that was signed out and then completed',
      empty,
      [set('ca')],
      text => clear(text).replace('</username>', '</username><!-- x -->'),
      withServer('')
        .replace(/\n *\n/, '\n')
        .replace('</username>', '</username><!-- x -->'),
      ['element-kept ca'],
    ],
  );
  for (const [what, before, changes, meddle, after, notes] of cases)
    it(what, () => assert.deepEqual(undone(before, changes, meddle), { text: after, notes }));

  it('removes a file that the edit created, unless there is more in it', () => {
    const { bytes, record } = editSettings(undefined, [set('ca'), use]);
    assert.equal(undoEdit(bytes, record, isOurs).bytes, undefined);
    const more = (textOf(bytes) ?? '').replace(
      '  <servers>',
      '  <offline>true</offline>\n  <servers>',
    );
    const kept = textOf(undoEdit(bytesOf(more), record, isOurs).bytes) ?? '';
    assert.match(kept, /<settings [^>]*>\n {2}<offline>true<\/offline>\n<\/settings>\n$/);
  });

  it('undoes edits one after the other', () => {
    const first = editSettings(bytesOf(empty), [set('a')]);
    const second = editSettings(first.bytes, [set('b'), use]);
    const back = undoEdit(second.bytes, second.record, isOurs).bytes ?? new Uint8Array();
    assert.equal(textOf(back), textOf(first.bytes));
    assert.equal(textOf(undoEdit(back, first.record, isOurs).bytes), empty);
  });

  it('keeps no token and no secret in the record', () => {
    const before = withServer('<password>secret</password>').replace(
      '</servers>',
      '</servers><mirrors><mirror><id>ca</id><url>https://u:secret@x/</url></mirror></mirrors>',
    );
    const record = JSON.stringify(
      editSettings(bytesOf(before), [set('ca'), set('new'), { kind: 'remove', id: 'ca' }]).record,
    );
    assert.doesNotMatch(record, /TOKEN|secret/);
  });
});
