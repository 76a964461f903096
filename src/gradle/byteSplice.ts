/** A span of bytes, from `start` up to `end`, and the ISO-8859-1 text that replaces it. */
export interface ByteSplice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Returns `bytes` with all splices applied. They must be sorted and must not overlap. */
export function applyByteSplices(bytes: Uint8Array, splices: readonly ByteSplice[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, text } of splices) {
    parts.push(bytes.subarray(at, start), Buffer.from(text, 'latin1'));
    at = end;
  }
  return new Uint8Array(Buffer.concat([...parts, bytes.subarray(at)]));
}

/** Whether `bytes` contain `text` (ISO-8859-1) at `offset`. A negative offset never matches. */
export function hasTextAt(bytes: Uint8Array, offset: number, text: string): boolean {
  if (offset < 0) return false;
  return (
    Buffer.compare(bytes.subarray(offset, offset + text.length), Buffer.from(text, 'latin1')) === 0
  );
}
