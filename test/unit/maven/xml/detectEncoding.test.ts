import assert from 'node:assert/strict';
import { detectEncoding } from '../../../../src/maven/xml/detectEncoding';

const declared = (label: string) =>
  Buffer.from(`<?xml version="1.0" encoding="${label}"?><settings/>`, 'latin1');
const wide = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};
const mark = { utf8: [0xef, 0xbb, 0xbf], le: [0xff, 0xfe], be: [0xfe, 0xff] } as const;
const marked = (start: readonly number[], rest: Uint8Array) =>
  Buffer.concat([Buffer.from(start), rest]);

describe('the encoding of a settings file', () => {
  const plain = [
    ...['utf-8', 'us-ascii', 'ascii', 'latin1', 'koi8-r', 'koi8-u', 'ibm866', 'cp866', 'tis-620'],
    ...['euc-jp', 'iso-8859-1', 'iso-8859-2', 'iso-8859-3', 'iso-8859-4', 'iso-8859-5'],
    ...['iso-8859-6', 'iso-8859-7', 'iso-8859-8', 'iso-8859-9', 'iso-8859-13', 'iso-8859-15'],
    ...['0', '1', '2', '3', '4', '5', '6', '7', '8'].flatMap(n => [`windows-125${n}`, `cp125${n}`]),
  ];
  const hiding = ['gbk', 'gb2312', 'gb18030', 'big5', 'shift_jis', 'windows-31j', 'euc-kr'];
  for (const label of [...plain, ...hiding])
    it(`is ${label} where that is declared`, () =>
      assert.deepEqual(detectEncoding(declared(label.toUpperCase())), {
        name: label,
        unitBytes: 1,
        bomBytes: 0,
        hasAsciiTrailBytes: hiding.includes(label),
      }));

  const found: [what: string, bytes: Uint8Array, name: string, unit: number, mark: number][] = [
    ['nothing', Buffer.alloc(0), 'utf-8', 1, 0],
    ['no declaration', Buffer.from('<settings/>'), 'utf-8', 1, 0],
    ['utf8 by its other name', declared('utf8'), 'utf-8', 1, 0],
    ['single quotes', Buffer.from("<?xml version='1.0' encoding='gbk'?>"), 'gbk', 1, 0],
    ['spaces around the sign', Buffer.from('<?xml version="1.0" encoding = "gbk"?>'), 'gbk', 1, 0],
    [
      'a declaration that is not first',
      Buffer.from(' <?xml version="1.0" encoding="gbk"?>'),
      'utf-8',
      1,
      0,
    ],
    [
      'an encoding behind the declaration',
      Buffer.from('<?xml version="1.0"?><a encoding="gbk"/>'),
      'utf-8',
      1,
      0,
    ],
    ['a mark of UTF-8', marked(mark.utf8, Buffer.from('<settings/>')), 'utf-8', 1, 3],
    ['a mark of UTF-8 and its declaration', marked(mark.utf8, declared('utf-8')), 'utf-8', 1, 3],
    ['a mark of UTF-16', marked(mark.le, wide('<a/>')), 'utf-16le', 2, 2],
    [
      'a mark of UTF-16 and a declaration',
      marked(mark.le, wide(declared('UTF-16').toString())),
      'utf-16le',
      2,
      2,
    ],
    ['a mark of big-endian UTF-16', marked(mark.be, wide('<a/>', true)), 'utf-16be', 2, 2],
    [
      'a declaration in UTF-16 without a mark',
      wide(declared('utf-16le').toString()),
      'utf-16le',
      2,
      0,
    ],
    ['one in big-endian UTF-16', wide(declared('UTF-16BE').toString(), true), 'utf-16be', 2, 0],
  ];
  for (const [what, bytes, name, unitBytes, bomBytes] of found)
    it(`is ${name} for ${what}`, () =>
      assert.deepEqual(detectEncoding(bytes), {
        name,
        unitBytes,
        bomBytes,
        hasAsciiTrailBytes: name === 'gbk',
      }));

  const refused: [what: string, bytes: Uint8Array, says: string][] = [
    ['an encoding that nobody knows', declared('klingon'), 'klingon'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), 'UTF-32'],
    ['big-endian UTF-32', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c]), 'UTF-32'],
    ['UTF-32 without a mark', Buffer.from([0x3c, 0, 0, 0]), 'UTF-32'],
    ['big-endian UTF-32 without a mark', Buffer.from([0, 0, 0, 0x3c]), 'UTF-32'],
    ['EBCDIC', Buffer.from([0x4c, 0x6f, 0xa7, 0x94]), 'EBCDIC'],
    [
      'another encoding behind the mark of UTF-8',
      marked(mark.utf8, declared('gbk')),
      'gbk after the byte order mark of UTF-8',
    ],
    [
      'another encoding in UTF-16',
      marked(mark.le, wide(declared('utf-8').toString())),
      'utf-8 in a file that is utf-16le',
    ],
    [
      'UTF-16 with nothing that says so',
      wide('<?xml version="1.0"?><settings/>'),
      'UTF-16 without a byte order mark or a declaration',
    ],
  ];
  for (const [what, bytes, says] of refused)
    it(`is refused: ${what}`, () => assert.equal(detectEncoding(bytes), says));

  it('is heeded in the first 1024 characters only', () => {
    const far = (spaces: number) =>
      Buffer.from(`<?xml version="1.0"${' '.repeat(spaces)}encoding="gbk"?>`);
    assert.equal((detectEncoding(far(900)) as { name: string }).name, 'gbk');
    assert.equal((detectEncoding(far(1100)) as { name: string }).name, 'utf-8');
  });
});
