import { hasValidChecksum } from './headerFields';
import { refuseArchive } from './archiveRefusal';

/** How many bytes of a file tell whether it is an archive that can be unpacked. */
export const signatureBytes = 512;

const otherFormats: readonly (readonly [start: string, name: string])[] = [
  ['504b0304', 'a zip file'],
  ['504b0506', 'a zip file'],
  ['fd377a585a00', 'an xz file'],
  ['28b52ffd', 'a zstd file'],
  ['425a68', 'a bzip2 file'],
  ['377abcaf271c', 'a 7z file'],
];

/**
 * Tells a gzip file from a tar by the first `signatureBytes` of a file, or all of a shorter one. Refuses
 * (`Refusal`) what is neither.
 */
export function detectArchiveFormat(start: Uint8Array): 'gzip' | 'tar' {
  const magic = Buffer.from(start.subarray(0, 8)).toString('hex');
  if (magic.startsWith('1f8b')) return 'gzip';
  const only = 'and only .tar.gz, .tgz and .tar are unpacked';
  const otherFormat = otherFormats.find(([bytes]) => magic.startsWith(bytes))?.[1];
  if (otherFormat !== undefined) refuseArchive(`it is ${otherFormat}, ${only}`);
  if (start.length === 0) refuseArchive(`it is empty, ${only}`);
  // An archive of nothing begins with its end.
  const isTar =
    start.length === signatureBytes && (hasValidChecksum(start) || start.every(it => it === 0));
  return isTar ? 'tar' : refuseArchive(`it is no archive, ${only}`);
}
