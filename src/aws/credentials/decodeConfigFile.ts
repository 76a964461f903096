import { isUtf8 } from 'node:buffer';
import { ConfigSyntaxError } from './parseConfigFile';

/**
 * The text of a shared config or credentials file, without a byte order mark. Throws a
 * `ConfigSyntaxError` if the file is not UTF-8 or holds NUL characters, as UTF-16 files do.
 */
export function decodeConfigFile(bytes: Buffer): string {
  if (hasPrefix(bytes, 0xff, 0xfe) || hasPrefix(bytes, 0xfe, 0xff))
    throw new ConfigSyntaxError(1, 'the file is encoded in UTF-16; save it as UTF-8');
  const lines = splitBytes(bytes);
  const invalid = lines.findIndex(line => !isUtf8(line));
  if (invalid !== -1)
    throw new ConfigSyntaxError(invalid + 1, 'the file is not encoded in UTF-8; save it as UTF-8');
  const nul = lines.findIndex(line => line.includes(0));
  if (nul !== -1)
    throw new ConfigSyntaxError(
      nul + 1,
      'the file contains NUL characters, as in UTF-16; save it as UTF-8',
    );
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

function hasPrefix(bytes: Buffer, first: number, second: number): boolean {
  return bytes[0] === first && bytes[1] === second;
}

/** No byte of a longer UTF-8 sequence equals a line feed, so the lines can be checked one by one. */
function splitBytes(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...lines, bytes.subarray(start)];
}
