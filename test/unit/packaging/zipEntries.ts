/** A file in a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
}

const endSignature = 0x06054b50;
const endLength = 22;
const entryLength = 46;

/** What the central directory of a zip archive lists; enough for a VSIX, which has no zip64. */
export function zipEntries(zip: Buffer): ZipEntry[] {
  let end = zip.length - endLength;
  while (end >= 0 && zip.readUInt32LE(end) !== endSignature) end--;
  if (end < 0) throw new Error('This is no zip archive.');
  let at = zip.readUInt32LE(end + 16);
  return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + entryLength, at + entryLength + nameLength);
    const bytes = zip.readUInt32LE(at + 24);
    at += entryLength + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    return { name, bytes };
  });
}
