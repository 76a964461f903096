const utf8 = new TextDecoder('utf-8');

/**
 * Decodes the beginning of a file: UTF-16 with or without a byte order mark, otherwise UTF-8, in which
 * invalid bytes become U+FFFD. Undefined for what looks like binary data.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes.subarray(2), 'utf-16le');
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes.subarray(2), 'utf-16be');
  const start = bytes.subarray(0, 1024);
  if (!start.includes(0)) return utf8.decode(bytes);
  // XML may be UTF-16 without a mark: every other byte of its markup is zero.
  if (first === 0 && start.every((byte, at) => at % 2 === 1 || byte === 0))
    return decodeUtf16(bytes, 'utf-16be');
  return start.every((byte, at) => at % 2 === 0 || byte === 0)
    ? decodeUtf16(bytes, 'utf-16le')
    : undefined;
}

const decodeUtf16 = (bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be') =>
  new TextDecoder(encoding).decode(bytes);
