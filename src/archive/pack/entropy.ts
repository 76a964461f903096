const samples = 4;
const sampleBytes = 16 * 1024;

/** Bits that a byte of `bytes` carries, 0 to 8, by the counts of four samples of it. */
export function entropyBits(bytes: Uint8Array): number {
  const counts = new Uint32Array(256);
  const step = Math.max(sampleBytes, Math.floor(bytes.length / samples));
  let total = 0;
  for (let start = 0; start < bytes.length && total < samples * sampleBytes; start += step) {
    const end = Math.min(bytes.length, start + sampleBytes);
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      counts[byte] = (counts[byte] ?? 0) + 1;
    }
    total += end - start;
  }
  let bits = 0;
  for (const count of counts) if (count > 0) bits += count * Math.log2(total / count);
  return total === 0 ? 0 : bits / total;
}
