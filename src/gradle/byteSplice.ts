/** A span of bytes and what takes its place, in ISO-8859-1. */
export interface ByteSplice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `bytes` with all splices made; they are in order and do not overlap. */
export function applyByteSplices(bytes: Uint8Array, splices: readonly ByteSplice[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, text } of splices) {
    parts.push(bytes.subarray(at, start), Buffer.from(text, 'latin1'));
    at = end;
  }
  return new Uint8Array(Buffer.concat([...parts, bytes.subarray(at)]));
}

/** Whether `text` stands at `offset`, which may be negative. */
export function hasTextAt(bytes: Uint8Array, offset: number, text: string): boolean {
  if (offset < 0) return false;
  return (
    Buffer.compare(bytes.subarray(offset, offset + text.length), Buffer.from(text, 'latin1')) === 0
  );
}
