import { refuseArchive } from './archiveRefusal';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text; refuses what is no UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return refuseArchive('a name in it is not UTF-8');
  }
}

/** A text field of a header, up to its first NUL. */
export function readTextField(header: Uint8Array, at: number, length: number): string {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return decodeUtf8(end === -1 ? field : field.subarray(0, end));
}

/**
 * A number of a header: octal digits, or 256-based where the first bit is set. Refuses negative ones,
 * and those that no computer could count with.
 */
export function readNumberField(header: Uint8Array, at: number, length: number): number {
  const field = header.subarray(at, at + length);
  const first = field[0] ?? 0;
  if (first & 0x80) return parseBase256(field);
  const text = Buffer.from(field).toString('latin1');
  const digits = /^ *([0-7]*)[ \0]*$/.exec(text)?.[1];
  if (digits === undefined) return refuseArchive('a number in a header is damaged');
  return digits === '' ? 0 : parseInt(digits, 8);
}

function parseBase256(field: Uint8Array): number {
  if (field[0] !== 0x80) return refuseArchive('a number in a header is negative or too large');
  let value = 0;
  for (const byte of field.subarray(1)) {
    value = value * 256 + byte;
    if (!Number.isSafeInteger(value)) return refuseArchive('a number in a header is too large');
  }
  return value;
}

/** Whether the header's checksum is right. */
export function hasValidChecksum(header: Uint8Array): boolean {
  let sum = 8 * 0x20;
  for (let at = 0; at < header.length; at++) if (at < 148 || at >= 156) sum += header[at] ?? 0;
  const stored = Buffer.from(header.subarray(148, 156)).toString('latin1');
  const digits = /^ *([0-7]+)[ \0]*$/.exec(stored)?.[1];
  return digits !== undefined && parseInt(digits, 8) === sum;
}
