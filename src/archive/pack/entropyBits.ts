const samples = 4;
const sampleBytes = 16 * 1024;

/** Bits that a byte of `bytes` carries, 0 to 8, by the counts of four samples of it. */
export function entropyBits(bytes: Uint8Array): number {
  const counts = new Uint32Array(256);
  const step = Math.max(sampleBytes, Math.floor(bytes.length / samples));
  let total = 0;
  for (let start = 0; start < bytes.length && total < samples * sampleBytes; start += step) {
    const end = Math.min(bytes.length, start + sampleBytes);
    countBytes(bytes.subarray(start, end), counts);
    total += end - start;
  }
  let bits = 0;
  for (const occurrences of counts)
    if (occurrences > 0) bits += occurrences * Math.log2(total / occurrences);
  return total === 0 ? 0 : bits / total;
}

function countBytes(bytes: Uint8Array, counts: Uint32Array): void {
  const words = bytes.length >> 2;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < words; at++) {
    // Four at a time: this is done with every block.
    const word = view.getUint32(at << 2, true);
    increment(counts, word & 0xff);
    increment(counts, (word >>> 8) & 0xff);
    increment(counts, (word >>> 16) & 0xff);
    increment(counts, word >>> 24);
  }
  for (const byte of bytes.subarray(words << 2)) increment(counts, byte);
}

function increment(counts: Uint32Array, byte: number): void {
  counts[byte] = (counts[byte] ?? 0) + 1;
}
