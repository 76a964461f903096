import assert from 'node:assert/strict';
import { parsePaxRecords } from '../../../../src/archive/unpack/parsePaxRecords';

const parse = (text: string | Uint8Array, global = false) =>
  parsePaxRecords(Buffer.from(text as string), global);

const refused = (text: string | Uint8Array, message: RegExp, global = false) =>
  assert.throws(() => parse(text, global), { name: 'ArchiveRefusal', message });

describe('parsePaxRecords', () => {
  const read: [what: string, text: string, records: object][] = [
    ['nothing', '', {}],
    ['the shortest record', '5 a=\n', {}],
    ['a path', '10 path=a\n', { path: 'a' }],
    ['a path with an equals sign and spaces', '14 path= a=b \n', { path: ' a=b ' }],
    ['a path with a line end', '12 path=a\nb\n', { path: 'a\nb' }],
    ['a path that is not of ASCII', '11 path=ä\n', { path: 'ä' }],
    ['a link target', '14 linkpath=a\n', { linkpath: 'a' }],
    ['a size of 0', '10 size=0\n', { size: 0 }],
    ['the largest size', `25 size=${Number.MAX_SAFE_INTEGER}\n`, { size: 2 ** 53 - 1 }],
    [
      'several records, and none that it does not know',
      '10 path=a\n17 mtime=123.456\n10 size=7\n14 linkpath=b\n',
      { path: 'a', size: 7, linkpath: 'b' },
    ],
    ['a record that it does not know twice', '9 mtime=\n9 mtime=\n', {}],
    ['a length of eight digits', `10000000 path=${'a'.repeat(9_999_985)}\n`, {}],
  ];
  for (const [what, text, records] of read)
    it(`reads ${what}`, () => {
      const found = parse(text);
      if (text.length < 1000) assert.deepEqual(found, records);
      else assert.equal(found.path?.length, 9_999_985);
    });

  const damaged: [what: string, text: string | Uint8Array][] = [
    ['a record without a length', ' a=\n'],
    ['a length that starts with 0', '05 a=\n'],
    ['a length with a sign', '+6 a=\n'],
    ['a length with letters', '5x a=\n'],
    ['a length behind a space', ' 6 a=\n'],
    ['a length that is too small for any record', '4 =\n\n'],
    ['a length that reaches behind the end', '6 a=\n'],
    ['a length that stops before the line end', '5 a=b\n'],
    ['a length of nine digits', `100000000 path=${'a'.repeat(10)}\n`],
    ['no space', '5'],
    ['no key', '5 =a\n'],
    ['no equals sign', '5 aa\n'],
    ['an equals sign in the next record only', '5 aa\n5 a=\n'],
    ['bytes behind the last record', '5 a=\nx'],
  ];
  for (const [what, text] of damaged)
    it(`refuses ${what}`, () => refused(text, /^a PAX header is damaged$/));

  const unsafe: [what: string, text: string | Uint8Array, reason: RegExp][] = [
    ['a path twice', '10 path=a\n10 path=a\n', /^a PAX header says something twice$/],
    ['an empty path', '8 path=\n', /^a PAX header holds a bad value$/],
    ['a path with a NUL', '12 path=a\0b\n', /^a PAX header holds a bad value$/],
    ['a path that is not UTF-8', Buffer.from('10 path=\xff\n', 'latin1'), /UTF-8/],
    ['a size with a fraction', '12 size=1.5\n', /^a PAX header holds a bad size$/],
    ['a size behind a space', '11 size= 1\n', /^a PAX header holds a bad size$/],
    ['a size before a space', '11 size=1 \n', /^a PAX header holds a bad size$/],
    ['a size above the largest', '25 size=9007199254740992\n', /^a PAX header holds a bad size$/],
    ['a size of 17 digits', `26 size=${'0'.repeat(17)}\n`, /^a PAX header holds a bad size$/],
    ['a sparse file', '22 GNU.sparse.major=1\n', /^it holds a sparse file$/],
  ];
  for (const [what, text, reason] of unsafe) it(`refuses ${what}`, () => refused(text, reason));

  for (const record of ['10 path=a\n', '14 linkpath=a\n', '10 size=1\n'])
    it(`refuses ${record.trim()} for all files that follow`, () =>
      refused(record, /^a global PAX header names or measures files$/, true));

  it('reads what is harmless for all files that follow', () =>
    assert.deepEqual(parse('17 comment=a=b=c\n', true), {}));
});
