/** One definition in a file that `java.util.Properties` reads. Offsets count bytes. */
export interface PropertyEntry {
  readonly key: string;
  readonly value: string;
  /** Where its first line starts, and where its last one ends, line end included. */
  readonly start: number;
  readonly end: number;
  /** From the first character of the value to the end of its last line, without the line end. */
  readonly valueStart: number;
  readonly valueEnd: number;
  /** What stands between key and value: nothing, white space only, or `=` or `:` as well. */
  readonly separator: 'none' | 'blank' | 'sign';
  /** Of its first line, from 1. */
  readonly line: number;
}

/** A file that `java.util.Properties` reads. */
export interface JavaProperties {
  /** In the file's order; where a key comes twice, the last one counts. */
  readonly entries: readonly PropertyEntry[];
  /** Whether text put behind the end would belong to the last definition. */
  readonly openEnded: boolean;
  /** The line of the first malformed `\uxxxx`, for which Java refuses the whole file. */
  readonly malformedLine?: number;
}

/** A definition's line or lines, joined as Java joins them. */
interface LogicalLine {
  readonly codes: readonly number[];
  /** Where in the file each of `codes` stands. */
  readonly offsets: readonly number[];
  readonly start: number;
  readonly line: number;
  /** Where a value that comes to the end of the line may be written. */
  readonly valueInsertionOffset: number;
  readonly contentEnd: number;
  readonly end: number;
  readonly openEnded: boolean;
}

const lf = 10;
const cr = 13;
const backslash = 92;

/**
 * Reads a file as `java.util.Properties.load(InputStream)` of Java 9 and later does: ISO-8859-1, so
 * that one byte is one character and a byte order mark is part of the first key.
 */
export function parseJavaProperties(bytes: Uint8Array): JavaProperties {
  const entries: PropertyEntry[] = [];
  let malformedLine: number | undefined;
  let openEnded = false;
  const reader = new LineReader(bytes);
  for (let line = reader.next(); line; line = reader.next()) {
    const entry = parseEntry(line);
    entries.push(entry.entry);
    if (entry.malformed) malformedLine ??= line.line;
    openEnded = line.openEnded;
  }
  return { entries, openEnded, ...(malformedLine === undefined ? {} : { malformedLine }) };
}

/** Joins lines that end with a backslash, and leaves out comments and blank lines. */
class LineReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #line = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(): LogicalLine | undefined {
    for (;;) {
      const start = this.#at;
      const line = this.#line;
      this.#skipBlanks();
      const code = this.#bytes[this.#at];
      if (code === undefined) return undefined;
      if (code === lf || code === cr) this.#skipLineEnd();
      else if (code === 35 || code === 33) this.#skipComment();
      else {
        const read = this.#readLogicalLine(start, line);
        if (read) return read;
      }
    }
  }

  /** Undefined where nothing is left but lines that were continued into nothing. */
  #readLogicalLine(start: number, line: number): LogicalLine | undefined {
    const codes: number[] = [];
    const offsets: number[] = [];
    for (;;) {
      const escaped = this.#readContent(codes, offsets);
      const contentEnd = this.#at;
      const ended = contentEnd >= this.#bytes.length;
      const read = { codes, offsets, start, line, contentEnd };
      if (!escaped) {
        this.#skipLineEnd();
        return { ...read, valueInsertionOffset: contentEnd, end: this.#at, openEnded: false };
      }
      codes.pop();
      const dropped = offsets.pop() ?? contentEnd;
      if (ended)
        return { ...read, valueInsertionOffset: dropped, end: contentEnd, openEnded: true };
      const onlyByte = contentEnd + 1 >= this.#bytes.length;
      this.#skipLineEnd();
      // Java begins anew behind a line of nothing but a backslash, except at the file's end.
      if (codes.length === 0 && !onlyByte) return undefined;
      this.#skipBlanks();
      if (this.#at >= this.#bytes.length)
        return {
          ...read,
          contentEnd: this.#at,
          valueInsertionOffset: this.#at,
          end: this.#at,
          openEnded: true,
        };
    }
  }

  /** Takes characters up to the line's end; returns whether the last one is a lone backslash. */
  #readContent(codes: number[], offsets: number[]): boolean {
    let escaped = false;
    for (; ; this.#at++) {
      const code = this.#bytes[this.#at];
      if (code === undefined || code === lf || code === cr) return escaped;
      codes.push(code);
      offsets.push(this.#at);
      escaped = code === backslash && !escaped;
    }
  }

  #skipBlanks(): void {
    while (isBlank(this.#bytes[this.#at])) this.#at++;
  }

  #skipComment(): void {
    for (; ; this.#at++) {
      const code = this.#bytes[this.#at];
      if (code === undefined || code === lf || code === cr) break;
    }
    this.#skipLineEnd();
  }

  #skipLineEnd(): void {
    const code = this.#bytes[this.#at];
    if (code === undefined) return;
    this.#at += code === cr && this.#bytes[this.#at + 1] === lf ? 2 : 1;
    this.#line++;
  }
}

function isBlank(code: number | undefined): boolean {
  return code === 32 || code === 9 || code === 12;
}

function isKeySeparator(code: number | undefined): boolean {
  return code === 61 || code === 58;
}

function parseEntry(line: LogicalLine): { entry: PropertyEntry; malformed: boolean } {
  const { codes, offsets, start, end, contentEnd } = line;
  let keyEnd = 0;
  for (let escaped = false; keyEnd < codes.length; keyEnd++) {
    const code = codes[keyEnd];
    if (!escaped && (isKeySeparator(code) || isBlank(code))) break;
    escaped = code === backslash && !escaped;
  }
  let from = keyEnd;
  let sign = false;
  for (; from < codes.length; from++) {
    const code = codes[from];
    if (isBlank(code)) continue;
    if (sign || !isKeySeparator(code)) break;
    sign = true;
  }
  const key = decodeEscapes(codes, 0, keyEnd);
  const value = decodeEscapes(codes, from, codes.length);
  const separator = sign ? 'sign' : from > keyEnd ? 'blank' : 'none';
  const valueStart = offsets[from] ?? line.valueInsertionOffset;
  return {
    entry: {
      key: key ?? '',
      value: value ?? '',
      start,
      end,
      valueStart,
      valueEnd: contentEnd,
      separator,
      line: line.line,
    },
    malformed: key === undefined || value === undefined,
  };
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

/** The text without escapes; undefined for a malformed `\uxxxx`. */
function decodeEscapes(codes: readonly number[], from: number, to: number): string | undefined {
  let text = '';
  for (let at = from; at < to; at++) {
    const code = codes[at] ?? 0;
    if (code !== backslash || at + 1 >= to) {
      if (code !== backslash) text += String.fromCharCode(code);
      continue;
    }
    at++;
    const escaped = String.fromCharCode(codes[at] ?? 0);
    if (escaped !== 'u') text += escapes[escaped] ?? escaped;
    else {
      const digits = String.fromCharCode(...codes.slice(at + 1, Math.min(at + 5, to)));
      if (!/^[0-9A-Fa-f]{4}$/.test(digits)) return undefined;
      text += String.fromCharCode(parseInt(digits, 16));
      at += 4;
    }
  }
  return text;
}
