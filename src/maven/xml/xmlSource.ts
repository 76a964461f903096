import { Failure } from '../../core/failure';
import { detectEncoding, type XmlEncoding } from './detectEncoding';

/** A replacement of text; offsets count units of `XmlSource.text`. */
export interface TextSplice {
  readonly start: number;
  readonly end: number;
  /** ASCII only. */
  readonly text: string;
}

/**
 * A document. In `text` one character stands for one unit of the encoding (one byte, or two in UTF-16), so
 * that offsets map directly to bytes. Characters outside of ASCII are placeholders in it: use
 * `decodeText` for the real text.
 */
export interface XmlSource {
  readonly bytes: Uint8Array;
  readonly encoding: XmlEncoding;
  readonly text: string;
  /** The name of the document in failures: `settings.xml`. */
  readonly subject: string;
}

/** Detects the encoding of a document. Throws `settings-refused` for an encoding that is not supported. */
export function createXmlSource(bytes: Uint8Array, subject: string): XmlSource {
  const encoding = detectEncoding(bytes);
  if (typeof encoding === 'string')
    throw new Failure('settings-refused', subject, {
      line: 1,
      column: 1,
      reason: `the encoding is not supported: ${printable(encoding)}`,
    });
  if (encoding.unitBytes === 2 && bytes.length % 2 === 1)
    throw new Failure('settings-refused', subject, {
      line: 1,
      column: 1,
      reason: 'a file in UTF-16 cannot have an odd number of bytes',
    });
  return { bytes, encoding, text: createScanText(bytes, encoding), subject };
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 60);
}

function createScanText(bytes: Uint8Array, encoding: XmlEncoding): string {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(
    encoding.bomBytes,
  );
  if (encoding.name === 'utf-16le') return body.toString('utf16le');
  if (encoding.name === 'utf-16be') return Buffer.from(body).swap16().toString('utf16le');
  return (encoding.hasAsciiTrailBytes ? maskTrailBytes(body, encoding.name) : body).toString(
    'latin1',
  );
}

/**
 * A copy in which the later bytes of multi-byte characters cannot look like markup. As in Java, a first
 * byte without a valid second byte is a character of its own.
 */
function maskTrailBytes(body: Buffer, name: string): Buffer {
  const copy = Buffer.from(body);
  const hasSingleByteKana = name === 'shift_jis' || name === 'windows-31j';
  for (let at = 0; at + 1 < copy.length; at++) {
    const lead = copy[at] ?? 0;
    if (lead < 0x81 || lead === 0xff || (hasSingleByteKana && lead >= 0xa0 && lead <= 0xdf))
      continue;
    const length = name === 'gb18030' && isDigit(copy[at + 1]) ? 4 : 2;
    const trail = copy[at + length - 1] ?? 0;
    if (length === 2 ? trail < 0x40 || trail === 0x7f : !isDigit(trail)) continue;
    copy.fill(0x80, at + 1, at + length);
    at += length - 1;
  }
  return copy;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** The decoded text between two offsets. Invalid bytes decode to U+FFFD. */
export function decodeText(
  { bytes, encoding, text }: XmlSource,
  start: number,
  end: number,
): string {
  const part = text.slice(start, end);
  // ASCII needs no decoder, and creating one is slow.
  if (encoding.unitBytes === 2 || !/[^\0-\x7f]/.test(part)) return part;
  const body = bytes.subarray(encoding.bomBytes + start, encoding.bomBytes + end);
  return encoding.name === 'utf-8'
    ? Buffer.from(body).toString('utf8')
    : createDecoder(encoding.name).decode(body);
}

function createDecoder(label: string) {
  try {
    return new TextDecoder(label, { ignoreBOM: true });
  } catch {
    // A runtime without that encoding: ASCII still decodes correctly, and only ASCII is ever written.
    return new TextDecoder('latin1');
  }
}

/** The line and column of an offset, both from 1, as editors count them. */
function findPosition(source: XmlSource, offset: number): { line: number; column: number } {
  const { text } = source;
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < offset; at++) {
    const unit = text.charCodeAt(at);
    if (unit !== 10 && !(unit === 13 && text.charCodeAt(at + 1) !== 10)) continue;
    line++;
    lineStart = at + 1;
  }
  return { line, column: decodeText(source, lineStart, offset).length + 1 };
}

/** Throws `settings-refused` with line and column. `reason` must not quote values, which may be secret. */
export function throwAtOffset(source: XmlSource, offset: number, reason: string): never {
  throw new Failure('settings-refused', source.subject, {
    ...findPosition(source, offset),
    reason,
  });
}

/** The bytes with the splices applied. Splices must not overlap; their order does not matter. */
export function applyTextSplices(source: XmlSource, splices: readonly TextSplice[]): Uint8Array {
  const { bytes, encoding } = source;
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const { start, end, text } of splices.toSorted((a, b) => a.start - b.start)) {
    parts.push(bytes.subarray(from, encoding.bomBytes + start * encoding.unitBytes));
    parts.push(encodeAscii(text, encoding));
    from = encoding.bomBytes + end * encoding.unitBytes;
  }
  parts.push(bytes.subarray(from));
  return new Uint8Array(Buffer.concat(parts));
}

function encodeAscii(text: string, encoding: XmlEncoding): Buffer {
  if (encoding.unitBytes === 1) return Buffer.from(text, 'latin1');
  const units = Buffer.from(text, 'utf16le');
  return encoding.name === 'utf-16be' ? units.swap16() : units;
}
