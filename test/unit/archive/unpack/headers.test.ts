import assert from 'node:assert/strict';
import {
  detectArchiveFormat,
  signatureBytes,
} from '../../../../src/archive/unpack/detectArchiveFormat';
import {
  decodeUtf8,
  hasValidChecksum,
  readNumberField,
  readTextField,
} from '../../../../src/archive/unpack/headerFields';
import { quoteName } from '../../../../src/archive/unpack/archiveRefusal';
import { raw } from './rawTar';

const header = () => raw({ name: 'a' }).subarray(0, 512);
const refusal = (message: RegExp) => ({ name: 'ArchiveRefusal', message });

describe('the kind of an archive', () => {
  const hex = (start: string) => Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(40)]);
  it('is gzip by its first two bytes', () =>
    assert.equal(detectArchiveFormat(Buffer.from('1f8b', 'hex')), 'gzip'));
  it('is tar by the checksum of a whole header', () => {
    assert.equal(detectArchiveFormat(header()), 'tar');
    assert.throws(() => detectArchiveFormat(header().subarray(0, 511)), refusal(/no archive/));
  });
  it('is tar for a whole block of zeros', () => {
    assert.equal(detectArchiveFormat(Buffer.alloc(signatureBytes)), 'tar');
    assert.throws(
      () => detectArchiveFormat(Buffer.alloc(signatureBytes - 1)),
      refusal(/no archive/),
    );
    const nearly = Buffer.alloc(signatureBytes);
    nearly[511] = 1;
    assert.throws(() => detectArchiveFormat(nearly), refusal(/no archive/));
  });
  for (const [start, kind] of [
    ['504b0304', 'a zip file'],
    ['504b0506', 'a zip file'],
    ['fd377a585a00', 'an xz file'],
    ['28b52ffd', 'a zstd file'],
    ['425a68', 'a bzip2 file'],
    ['377abcaf271c', 'a 7z file'],
  ] as const)
    it(`is not taken: ${kind} that starts with ${start}`, () =>
      assert.throws(
        () => detectArchiveFormat(hex(start)),
        refusal(
          new RegExp(`^it is ${kind}, and only \\.tar\\.gz, \\.tgz and \\.tar are unpacked$`),
        ),
      ));
  it('is not taken when it is empty', () =>
    assert.throws(() => detectArchiveFormat(Buffer.alloc(0)), refusal(/^it is empty, and only/)));
});

describe('the checksum of a header', () => {
  const withChecksum = (text: string) => {
    const block = header();
    block.write(text.padEnd(8, '\0'), 148, 'latin1');
    return block;
  };
  const sum = (block: Buffer) => {
    block.fill(0x20, 148, 156);
    return block.reduce((all, byte) => all + byte, 0).toString(8);
  };
  it('is right when it says the sum in any usual form', () => {
    const digits = sum(header());
    for (const text of [digits.padStart(6, '0'), `  ${digits} `, digits.padStart(8, '0')])
      assert.ok(hasValidChecksum(withChecksum(text)), text);
  });
  it('is wrong when a byte beside it differs, and right when one of its own was blank', () => {
    for (const at of [0, 147, 156, 511]) {
      const block = header();
      block[at] = (block[at] ?? 0) ^ 1;
      assert.ok(!hasValidChecksum(block), String(at));
    }
  });
  for (const text of ['', '0', '8', 'x', '1 1'])
    it(`is wrong when it says '${text}'`, () => assert.ok(!hasValidChecksum(withChecksum(text))));
});

describe('a number of a header', () => {
  const field = (text: string) => Buffer.from(text.padEnd(12, '\0'), 'latin1');
  const numbers: [text: string, number: number][] = [
    ['00000000017', 15],
    ['  17', 15],
    ['17 ', 15],
    ['7', 7],
    ['', 0],
    ['    ', 0],
    ['777777777777', 0o777777777777],
  ];
  for (const [text, number] of numbers)
    it(`is ${number} for '${text}'`, () =>
      assert.equal(readNumberField(field(text), 0, 12), number));

  for (const text of ['8', '-1', '1 1', '1x', 'x', '1\0' + '1'])
    it(`is refused for ${JSON.stringify(text)}`, () =>
      assert.throws(
        () => readNumberField(field(text), 0, 12),
        refusal(/^a number in a header is damaged$/),
      ));

  const large = (...bytes: number[]) =>
    Buffer.concat([Buffer.alloc(12 - bytes.length), Buffer.from(bytes)]);
  const marked = (bytes: Buffer, first = 0x80) => {
    bytes[0] = first;
    return bytes;
  };
  it('is read in bytes where its first bit is set', () => {
    assert.equal(readNumberField(marked(large(1, 0)), 0, 12), 256);
    assert.equal(
      readNumberField(marked(large(0x1f, 255, 255, 255, 255, 255, 255)), 0, 12),
      2 ** 53 - 1,
    );
  });
  it('is refused above what can be counted, and below zero', () => {
    const above = marked(large(0x20, 0, 0, 0, 0, 0, 0));
    assert.throws(
      () => readNumberField(above, 0, 12),
      refusal(/^a number in a header is too large$/),
    );
    for (const first of [0xff, 0x81])
      assert.throws(
        () => readNumberField(marked(large(1), first), 0, 12),
        refusal(/negative or too large/),
      );
  });
  it('is read at its place alone', () =>
    assert.equal(readNumberField(Buffer.from('9917 99'), 2, 3), 15));
});

describe('a text of a header', () => {
  it('ends at its first NUL or with its field', () => {
    assert.equal(readTextField(Buffer.from('xxab\0cd'), 2, 5), 'ab');
    assert.equal(readTextField(Buffer.from('xxabcd'), 2, 2), 'ab');
    assert.equal(readTextField(Buffer.from('\0ab'), 0, 3), '');
  });
  it('keeps a byte order mark, and is UTF-8', () => {
    assert.equal(decodeUtf8(Buffer.from('\ufeffa')), '\ufeffa');
    assert.throws(() => decodeUtf8(Buffer.from([0xff])), refusal(/^a name in it is not UTF-8$/));
  });
});

describe('a name in a reason', () => {
  const cases: [what: string, name: string, shown: string][] = [
    ['a plain one', 'a b', '"a b"'],
    ['one with characters that deceive', 'a\u202eb\n', '"a�b�"'],
    ['one of 80 characters', 'x'.repeat(80), `"${'x'.repeat(80)}"`],
    ['a longer one', 'x'.repeat(81), `"${'x'.repeat(79)}…"`],
  ];
  for (const [what, name, shown] of cases)
    it(`is ${what}`, () => assert.equal(quoteName(name), shown));
});
