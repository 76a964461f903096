import { refuse } from './refusal';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text; refuses what is no UTF-8. */
export function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return refuse('a name in it is not UTF-8');
  }
}

/** A text field of a header, up to its first NUL. */
export function textField(header: Uint8Array, at: number, length: number): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return decode(end === -1 ? field : field.subarray(0, end));
}

/**
 * A number of a header: octal digits, or 256-based where the first bit is set. Refuses negative ones,
 * and those that no computer could count with.
 */
export function numberField(header: Uint8Array, at: number, length: number): number {
  const field = header.subarray(at, at + length);
  const first = field[0] ?? 0;
  if (first & 0x80) return largeNumber(field);
  const text = Buffer.from(field).toString('latin1');
  const digits = /^ *([0-7]*)[ \0]*$/.exec(text)?.[1];
  if (digits === undefined) return refuse('a number in a header is damaged');
  return digits === '' ? 0 : parseInt(digits, 8);
}

function largeNumber(field: Uint8Array): number {
  if (field[0] !== 0x80) return refuse('a number in a header is negative or too large');
  let value = 0;
  for (const byte of field.subarray(1)) {
    value = value * 256 + byte;
    if (!Number.isSafeInteger(value)) return refuse('a number in a header is too large');
  }
  return value;
}

/** Whether the header's checksum is right. */
export function isIntact(header: Uint8Array): boolean {
  let sum = 8 * 0x20;
  for (let at = 0; at < header.length; at++) if (at < 148 || at >= 156) sum += header[at] ?? 0;
  const stored = Buffer.from(header.subarray(148, 156)).toString('latin1');
  const digits = /^ *([0-7]+)[ \0]*$/.exec(stored)?.[1];
  return digits !== undefined && parseInt(digits, 8) === sum;
}
