import assert from 'node:assert/strict';
import {
  applyTextSplices,
  decodeText,
  createXmlSource,
  throwAtOffset,
} from '../../../../src/maven/xml/xmlSource';
import { isFailure } from '../../../../src/core/failure';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const open = (bytes: Uint8Array) => createXmlSource(bytes, 'settings.xml');
const wide = (text: string, bigEndian: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

/** Where and why `act` refuses a document. */
function refusal(act: () => unknown) {
  try {
    act();
  } catch (error) {
    assert.ok(isFailure(error) && error.code === 'settings-refused', String(error));
    assert.match(error.message, /settings\.xml/);
    const { line, column, reason } = error.details;
    return { line, column, reason };
  }
  return assert.fail('it is not refused');
}

describe('a document', () => {
  it('is refused in an encoding that is not edited', () => {
    const declared = (label: string) => latin1(`<?xml version="1.0" encoding="${label}"?>`);
    assert.deepEqual(
      refusal(() => open(declared('kling\u0007on'))),
      { line: 1, column: 1, reason: 'the encoding is not supported: kling?on' },
    );
    const { reason = '' } = refusal(() => open(declared('x'.repeat(80))));
    assert.equal(reason, `the encoding is not supported: ${'x'.repeat(60)}`);
  });

  it('is refused when half of a unit is missing', () => {
    const bytes = wide('<a/>', false);
    assert.equal(open(bytes).text, '<a/>');
    assert.deepEqual(
      refusal(() => open(bytes.subarray(0, -1))),
      { line: 1, column: 1, reason: 'a file in UTF-16 cannot have an odd number of bytes' },
    );
  });

  for (const bigEndian of [false, true])
    it(`is read and changed in ${bigEndian ? 'big' : 'little'}-endian UTF-16`, () => {
      const source = open(wide('<a>ä</a>', bigEndian));
      assert.equal(source.text, '<a>ä</a>');
      const changed = applyTextSplices(source, [{ start: 3, end: 4, text: 'bc' }]);
      assert.deepEqual(Buffer.from(changed), wide('<a>bc</a>', bigEndian));
    });

  it('is changed in several places, in whatever order they come', () => {
    const source = open(latin1('0123456789'));
    const splices = [
      { start: 8, end: 9, text: 'z' },
      { start: 1, end: 1, text: 'a' },
      { start: 3, end: 5, text: '' },
    ];
    assert.equal(Buffer.from(applyTextSplices(source, splices)).toString(), '0a12567z9');
    assert.deepEqual(splices[0], { start: 8, end: 9, text: 'z' }, 'the list stays as it was');
  });

  it('keeps its mark', () => {
    const source = open(Buffer.from('\ufeff<a/>'));
    const changed = applyTextSplices(source, [{ start: 1, end: 2, text: 'b' }]);
    assert.equal(Buffer.from(changed).toString(), '\ufeff<b/>');
  });
});

describe('a place in a document', () => {
  const places: [what: string, text: string, offset: number, line: number, column: number][] = [
    ['the start', 'abc', 0, 1, 1],
    ['the first line', 'abc', 2, 1, 3],
    ['a line feed itself', 'a\nb', 1, 1, 2],
    ['the second line', 'a\nb', 2, 2, 1],
    ['a line after a return and a line feed', 'a\r\nbc', 4, 2, 2],
    ['a line after a return alone', 'a\rbc', 3, 2, 2],
    ['a line after two returns', 'a\r\rb', 3, 3, 1],
    ['behind a character of two bytes', Buffer.from('äb').toString('latin1'), 2, 1, 2],
  ];
  for (const [what, text, offset, line, column] of places)
    it(`is told by line and column: ${what}`, () =>
      assert.deepEqual(
        refusal(() => throwAtOffset(open(latin1(text)), offset, 'why')),
        { line, column, reason: 'why' },
      ));
});

describe('the text of a document', () => {
  const declared = (label: string, body: Uint8Array) =>
    Buffer.concat([latin1(`<?xml version="1.0" encoding="${label}"?>`), body]);
  const bodyOf = (label: string, body: readonly number[]) => {
    const source = open(declared(label, Uint8Array.from(body)));
    const start = source.text.indexOf('?>') + 2;
    return {
      scanned: source.text.slice(start),
      real: decodeText(source, start, source.text.length),
    };
  };

  it('is real in every encoding', () => {
    assert.equal(bodyOf('utf-8', [...Buffer.from('ä€')]).real, 'ä€');
    assert.equal(bodyOf('iso-8859-15', [0xa4]).real, '€');
    assert.equal(bodyOf('utf-8', [0x41]).real, 'A');
    assert.equal(bodyOf('utf-8', [0xff]).real, '\ufffd');
  });

  const hiding: [what: string, label: string, bytes: readonly number[], scanned: string][] = [
    ['a second byte like < in GBK', 'gbk', [0x81, 0x5c, 0x3c], '\x81\x80<'],
    ['the lowest first and second byte', 'gbk', [0x81, 0x40, 0x3c], '\x81\x80<'],
    ['a byte below the first ones', 'gbk', [0x80, 0x5c, 0x3c], '\x80\\<'],
    ['a byte above the first ones', 'gbk', [0xff, 0x5c, 0x3c], '\xff\\<'],
    ['a second byte that does not fit', 'gbk', [0x81, 0x3c, 0x41], '\x81<A'],
    ['a second byte that is a delete', 'gbk', [0x81, 0x7f, 0x41], '\x81\x7fA'],
    ['a first byte at the end', 'gbk', [0x41, 0x81], 'A\x81'],
    ['two characters in a row', 'gbk', [0x81, 0x5c, 0x81, 0x5c], '\x81\x80\x81\x80'],
    ['a single byte of Shift_JIS', 'shift_jis', [0xb1, 0x5c], '\xb1\\'],
    ['the first and last single byte', 'shift_jis', [0xa0, 0x5c, 0xdf, 0x5c], '\xa0\\\xdf\\'],
    [
      'a pair of Shift_JIS below and above',
      'shift_jis',
      [0x9f, 0x5c, 0xe0, 0x5c],
      '\x9f\x80\xe0\x80',
    ],
    ['a single byte by its other name', 'windows-31j', [0xb1, 0x5c], '\xb1\\'],
    ['the same bytes in GBK', 'gbk', [0xb1, 0x5c], '\xb1\x80'],
    ['four bytes of GB18030', 'gb18030', [0x81, 0x30, 0x81, 0x30, 0x3c], '\x81\x80\x80\x80<'],
    ['four bytes that end otherwise', 'gb18030', [0x81, 0x39, 0x81, 0x3c], '\x81\x39\x81<'],
    ['digits behind a first byte in GBK', 'gbk', [0x81, 0x30, 0x81, 0x30], '\x81\x30\x81\x30'],
  ];
  for (const [what, label, bytes, scanned] of hiding)
    it(`hides what looks like markup: ${what}`, () =>
      assert.equal(bodyOf(label, bytes).scanned, scanned));
});
