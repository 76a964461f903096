/** One property in a file that `java.util.Properties` reads. Offsets are in bytes. */
export interface PropertyEntry {
  readonly key: string;
  readonly value: string;
  /** The range from the start of its first line to the end of its last line, including the line end. */
  readonly start: number;
  readonly end: number;
  /** The range of the value as it is written, up to the end of the last line without the line end. */
  readonly valueStart: number;
  readonly valueEnd: number;
  /** What separates key and value: nothing, white space only, or a `=` or `:`. */
  readonly separator: 'none' | 'blank' | 'sign';
  /** The number of its first line, 1-based. */
  readonly line: number;
}

/** The content of a file that `java.util.Properties` reads. */
export interface JavaProperties {
  /** In file order. If a key occurs twice, Java uses the last entry. */
  readonly entries: readonly PropertyEntry[];
  /** Whether the last line continues, so that appended text would become part of it. */
  readonly openEnded: boolean;
  /** The line of the first malformed `\uxxxx`. Java cannot load a file that has one. */
  readonly malformedLine?: number;
}

/** One or more lines that Java joins into one. */
interface LogicalLine {
  readonly codes: readonly number[];
  /** The offset in the file of each of `codes`. */
  readonly offsets: readonly number[];
  readonly start: number;
  readonly line: number;
  /** Where a value can be inserted at the end of the line. */
  readonly valueInsertionOffset: number;
  readonly contentEnd: number;
  readonly end: number;
  readonly openEnded: boolean;
}

const lf = 10;
const cr = 13;
const backslash = 92;

/**
 * Parses a file as `java.util.Properties.load(InputStream)` does: in ISO-8859-1, so each byte is one
 * character and a byte order mark is part of the first key.
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

/** Reads logical lines: joins lines that end with a backslash and skips comments and blank lines. */
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

  /** Returns undefined for a line that consists of only a backslash. */
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
      // Java ignores a line of only a backslash, except at the end of the file.
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

  /** Reads up to the end of the line; returns whether an unescaped backslash continues the line. */
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

/** Decodes escape sequences; undefined for a malformed `\uxxxx`. */
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
