import { Failure } from '../../core/failure';
import { detectEncoding, type XmlEncoding } from './detectEncoding';

/** Some of a document's text to be replaced; offsets count units of `XmlSource.text`. */
export interface TextSplice {
  readonly start: number;
  readonly end: number;
  /** ASCII only. */
  readonly text: string;
}

/**
 * A document's bytes, with a text to scan in which one character stands for one unit of the
 * encoding (a byte, or two in UTF-16), so that offsets lead straight back to the bytes. In it,
 * everything outside of ASCII is only a placeholder: `decode` gives the real text.
 */
export interface XmlSource {
  readonly bytes: Uint8Array;
  readonly encoding: XmlEncoding;
  readonly text: string;
  /** What the document is called in failures: `settings.xml`. */
  readonly subject: string;
}

/** Opens a document. Throws `settings-refused` for an encoding that is not edited. */
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
 * A copy in which the later bytes of multi-byte characters cannot be taken for markup. As in Java,
 * a first byte without a fitting second one stands alone.
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

/** The real text between two offsets. Bytes that the encoding does not know read as U+FFFD. */
export function decodeText(
  { bytes, encoding, text }: XmlSource,
  start: number,
  end: number,
): string {
  const part = text.slice(start, end);
  // The text's own units will do for ASCII, and decoders are slow to make.
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
    // A runtime without that table: ASCII still reads right, and nothing else is ever written.
    return new TextDecoder('latin1');
  }
}

/** Line and column of an offset, both from 1, as an editor counts them. */
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

/** Refuses the document, naming where and why. `reason` must not quote values: they may be secret. */
export function throwAtOffset(source: XmlSource, offset: number, reason: string): never {
  throw new Failure('settings-refused', source.subject, {
    ...findPosition(source, offset),
    reason,
  });
}

/** The document's bytes with the splices applied; they must not overlap, and may come in any order. */
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
