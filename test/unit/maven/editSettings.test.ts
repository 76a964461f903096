import assert from 'node:assert/strict';
import { Secret } from '../../../src/model/secret';
import { editSettings } from '../../../src/maven/editSettings';
import { readSettings } from '../../../src/maven/readSettings';
import { undoEdit } from '../../../src/maven/undoEdit';

const token = 'eyJ0b2tlbg.a.b.c.d';
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) =>
  bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const set = { kind: 'set-token', id: 'ca', token: new Secret(token) } as const;
const use = {
  kind: 'use-repository',
  id: 'd-r',
  url: 'https://d-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/r/',
  mirrorOf: 'central',
} as const;

describe('editSettings (smoke)', () => {
  const files: string[] = [
    '<settings/>',
    '<settings></settings>',
    '<settings>\n</settings>\n',
    '<settings>\r\n\t<servers/>\r\n</settings>',
    '<settings><servers><server><id>x</id></server></servers></settings>',
    '<?xml version="1.0"?>\n<settings>\n    <!-- <servers/> -->\n    <servers>\n        <server>\n            <id>ca</id>\n            <username>u</username>\n        </server>\n    </servers>\n</settings>\n',
    '',
    '<!-- hi -->',
    '<settings>\n  <servers>\n  <!-- <server/> -->\n  </servers>\n</settings>',
    '<settings>\n  <servers><server>\n    <password>${env.X}</password><id> ca </id></server></servers></settings>',
  ];
  for (const file of files)
    it(JSON.stringify(file), () => {
      const before = bytesOf(file);
      const result = editSettings(before, [use, set]);
      readSettings(result.bytes);
      assert.equal(editSettings(result.bytes, [use, set]).changed, false);
      const undone = undoEdit(result.bytes, result.record, text => text === token);
      assert.equal(textOf(undone.bytes), file);
    });
  it('absent', () => {
    const result = editSettings(undefined, [use, set]);
    assert.equal(undoEdit(result.bytes, result.record, text => text === token).bytes, undefined);
  });
});
