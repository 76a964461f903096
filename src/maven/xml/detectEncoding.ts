/** The encoding of a document. */
export interface XmlEncoding {
  /** Lower case: `utf-8`, `utf-16le`, `gbk`. */
  readonly name: string;
  /** The number of bytes of an ASCII character. */
  readonly unitBytes: 1 | 2;
  /** The length of the byte order mark in bytes. */
  readonly bomBytes: 0 | 2 | 3;
  /** Whether the second byte of a character can look like ASCII. */
  readonly hasAsciiTrailBytes: boolean;
}

// ASCII-compatible encodings that both Java and the Encoding standard support under that name.
const asciiSafeLabels = [
  ...['utf-8', 'utf8', 'us-ascii', 'ascii', 'latin1', 'koi8-r', 'koi8-u', 'ibm866', 'cp866'],
  ...['1', '2', '3', '4', '5', '6', '7', '8', '9', '13', '15'].map(part => `iso-8859-${part}`),
  ...['0', '1', '2', '3', '4', '5', '6', '7', '8'].flatMap(n => [`windows-125${n}`, `cp125${n}`]),
  ...['tis-620', 'euc-jp'],
];
const asciiTrailLabels = ['gbk', 'gb2312', 'gb18030', 'big5', 'shift_jis', 'windows-31j', 'euc-kr'];

const encodings: ReadonlyMap<string, XmlEncoding> = new Map(
  [...asciiSafeLabels, ...asciiTrailLabels].map(label => [
    label,
    {
      name: label === 'utf8' ? 'utf-8' : label,
      unitBytes: 1,
      bomBytes: 0,
      hasAsciiTrailBytes: asciiTrailLabels.includes(label),
    },
  ]),
);

const utf8: XmlEncoding = { name: 'utf-8', unitBytes: 1, bomBytes: 0, hasAsciiTrailBytes: false };
const byteOrderMarks: readonly [bytes: readonly number[], encoding: XmlEncoding | string][] = [
  [[0xff, 0xfe, 0, 0], 'UTF-32'],
  [[0, 0, 0xfe, 0xff], 'UTF-32'],
  [[0xef, 0xbb, 0xbf], { ...utf8, bomBytes: 3 }],
  [[0xff, 0xfe], { name: 'utf-16le', unitBytes: 2, bomBytes: 2, hasAsciiTrailBytes: false }],
  [[0xfe, 0xff], { name: 'utf-16be', unitBytes: 2, bomBytes: 2, hasAsciiTrailBytes: false }],
  [[0x3c, 0, 0, 0], 'UTF-32'],
  [[0, 0, 0, 0x3c], 'UTF-32'],
  // `<?` without a byte order mark: Maven reads it as UTF-16 if the declaration agrees.
  [[0x3c, 0, 0x3f, 0], { name: 'utf-16le', unitBytes: 2, bomBytes: 0, hasAsciiTrailBytes: false }],
  [[0, 0x3c, 0, 0x3f], { name: 'utf-16be', unitBytes: 2, bomBytes: 0, hasAsciiTrailBytes: false }],
  [[0x4c, 0x6f, 0xa7, 0x94], 'EBCDIC'],
];

/**
 * Detects the encoding as Maven's `XmlStreamReader` does: by the byte order mark, else by the XML
 * declaration, else UTF-8. Returns the name of an unsupported encoding as a string.
 */
export function detectEncoding(bytes: Uint8Array): XmlEncoding | string {
  const mark = byteOrderMarks.find(([start]) =>
    start.every((byte, index) => bytes[index] === byte),
  );
  const detected = mark?.[1] ?? utf8;
  if (typeof detected === 'string') return detected;
  const declared = readDeclaredEncoding(bytes, detected)?.toLowerCase();
  if (detected.unitBytes === 2) return resolveUtf16(detected, declared);
  if (declared === undefined) return detected;
  const encoding = encodings.get(declared);
  if (!encoding) return declared;
  if (detected.bomBytes === 0) return encoding;
  return encoding.name === 'utf-8' ? detected : `${declared} after the byte order mark of UTF-8`;
}

/** The byte order mark and the declaration must agree; without a mark the declaration is required. */
function resolveUtf16(detected: XmlEncoding, declared: string | undefined): XmlEncoding | string {
  if (declared === undefined)
    return detected.bomBytes > 0 ? detected : 'UTF-16 without a byte order mark or a declaration';
  return declared === 'utf-16' || declared === detected.name
    ? detected
    : `${declared} in a file that is ${detected.name}`;
}

/** Maven ignores a declaration that is not at the very start of the file. */
function readDeclaredEncoding(bytes: Uint8Array, { bomBytes, unitBytes, name }: XmlEncoding) {
  const start = Buffer.from(bytes.subarray(bomBytes, bomBytes + 1024 * unitBytes));
  if (name === 'utf-16be') start.subarray(0, start.length & ~1).swap16();
  const text = start.toString(unitBytes === 2 ? 'utf16le' : 'latin1');
  return /^<\?xml\s[^>]*?\sencoding\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(text)?.slice(1).join('');
}
