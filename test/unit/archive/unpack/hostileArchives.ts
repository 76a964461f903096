import { deflateRawSync, gzipSync } from 'node:zlib';
import { pax, raw, tar, targz } from './rawTar';

const file = (name: string, data = 'x') => raw({ name, data });
const folder = (name: string) => raw({ name: `${name}/`, type: '5', mode: 0o755 });
const link = (name: string, target: string) => raw({ name, type: '2', target });
const hardLink = (name: string, target: string) => raw({ name, type: '1', target });
const negative = Buffer.from([
  0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xf0,
]);
const huge = Buffer.from([0x80, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
const good = () => targz(file('good.txt'));
const flipped = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
};

/** `good.txt` in a gzip file with these flags, and what they announce. */
function gzipWith(flags: number, fields: Buffer): Buffer {
  const plain = good();
  plain[3] = flags;
  return Buffer.concat([plain.subarray(0, 10), fields, plain.subarray(10)]);
}

/**
 * Archives that nobody should unpack, each with what the refusal says. Where a public advisory on a
 * tar library told of it, its number stands with it.
 */
export const hostile: readonly (readonly [what: string, bytes: Buffer, says: RegExp])[] = [
  ['a path that goes up', targz(file('../evil')), /not safe/],
  ['a path that goes up in the middle', targz(file('a/../../evil')), /not safe/],
  ['a path that ends by going up', targz(file('a/..')), /not safe/],
  ['an absolute path (CVE-2021-32804)', targz(file('/etc/evil')), /absolute/],
  ['many slashes first (CVE-2021-32804)', targz(file('////etc/evil')), /absolute/],
  ['a path on a drive', targz(file('C:/evil')), /absolute/],
  ['a path relative to a drive (CVE-2021-37713)', targz(file('c:../evil')), /absolute/],
  ['a path on a server', targz(file('//server/share/evil')), /absolute/],
  ['a backslash path', targz(file('a\\..\\..\\evil')), /slash/],
  ['a backslash server path', targz(file('\\\\server\\share')), /slash/],
  ['an absolute folder', targz(folder('/evil')), /absolute/],
  [
    'a file through a link (CVE-2021-32803)',
    targz(link('d', '.'), file('d/evil')),
    /something else/,
  ],
  [
    'a file through a link that a folder hid (CVE-2021-37701)',
    targz(folder('d'), link('d', 'x'), file('d/evil')),
    /twice/,
  ],
  [
    'a file through a link of another spelling (CVE-2021-37712)',
    targz(link('CAFÉ', 'x'), file('cafe\u0301/evil')),
    /one file/,
  ],
  ['a link out', targz(link('out', '../..')), /leads out/],
  ['an absolute link (CVE-2026-23745)', targz(link('out', '/etc/passwd')), /leads out/],
  ['a link relative to a drive (CVE-2026-31802)', targz(link('out', 'c:../..')), /leads out/],
  ['a link with backslashes', targz(link('out', '..\\..\\x')), /unsafe target/],
  [
    'a link that goes up behind a name',
    targz(folder('a'), link('l', 'a/../../x')),
    /unsafe target/,
  ],
  [
    'a link through a link',
    targz(folder('a/b/c'), link('a/b/c/up', '../../..'), link('l', 'a/b/c/up/x')),
    /leads through/,
  ],
  [
    'a chain of links (CVE-2026-26960)',
    targz(folder('a'), link('a/b', '.'), link('c', 'a/b/d'), file('x')),
    /leads through/,
  ],
  ['links in a circle', targz(link('a', 'b'), link('b', 'a')), /circle/],
  ['a link to itself', targz(link('a', 'a')), /circle/],
  ['a link to nothing', targz(link('a', '')), /unsafe target/],
  ['a hard link out (CVE-2026-24842)', targz(hardLink('a', '../../etc/passwd')), /not safe/],
  ['an absolute hard link (CVE-2026-23745)', targz(hardLink('a', '/etc/passwd')), /absolute/],
  ['a hard link relative to a drive (CVE-2026-29786)', targz(hardLink('a', 'C:../x')), /absolute/],
  [
    'a hard link through a link (CVE-2026-26960)',
    targz(folder('b'), link('a', 'b'), file('b/x'), hardLink('c', 'a/x')),
    /no file before/,
  ],
  [
    'a hard link to another spelling',
    targz(file('Readme'), hardLink('c', 'README')),
    /no file before/,
  ],
  ['a hard link to a link', targz(link('a', 'b'), hardLink('c', 'a')), /no file before/],
  ['a hard link to a folder', targz(folder('a'), hardLink('c', 'a')), /no file before/],
  ['a hard link to what comes later', targz(hardLink('c', 'a'), file('a')), /no file before/],
  ['a hard link to itself', targz(hardLink('c', 'c')), /no file before/],
  ['names that differ in case', targz(file('Readme'), file('README')), /one file/],
  [
    'names that differ in composition (CVE-2026-23950)',
    targz(file('caf\u00e9'), file('cafe\u0301')),
    /one file/,
  ],
  [
    'names that fold to one (CVE-2026-23950)',
    targz(file('stra\u00dfe'), file('STRASSE')),
    /one file/,
  ],
  ['folders that differ in case', targz(file('a/x'), file('A/y')), /one file/],
  ['a name twice', targz(file('a'), file('a')), /twice/],
  ['a name twice, once as ./', targz(file('a'), file('./a')), /twice/],
  ['a folder that is a file', targz(file('a'), folder('a')), /something else/],
  ['a file in a file', targz(file('a'), file('a/b')), /something else/],
  ['a pipe', targz(raw({ type: '6' })), /pipe/],
  ['a character device', targz(raw({ type: '3' })), /device/],
  ['a block device', targz(raw({ type: '4' })), /device/],
  ['a sparse file', targz(raw({ type: 'S' })), /sparse/],
  ['a sparse file by PAX', targz(pax({ 'GNU.sparse.major': '1' }), file('a')), /sparse/],
  ['a part of another archive', targz(raw({ type: 'M' })), /another archive/],
  ['an unknown kind', targz(raw({ type: 'Q' })), /unknown kind/],
  ['a program that runs as its owner', targz(raw({ mode: 0o4755 })), /another user/],
  ['a program that runs as its group', targz(raw({ mode: 0o2755 })), /another user/],
  ['a control character', targz(file('a\nb')), /control/],
  ['an empty name', targz(file('')), /not safe/],
  ['a name that is no UTF-8', targz(raw({ name: Buffer.from([0x61, 0xff, 0xfe]) })), /UTF-8/],
  ['a name of 300 bytes', targz(pax({ path: 'x'.repeat(300) }), file('a')), /255 bytes/],
  [
    '12,000 folders (CVE-2024-28863)',
    targz(pax({ path: `${'d/'.repeat(12_000)}f` }), file('a')),
    /deep/,
  ],
  [
    'folders without end, for who descends (tar 7.5.21)',
    targz(pax({ path: `${'d/'.repeat(300_000)}f` }), file('a')),
    /deep/,
  ],
  ['a NUL in a PAX path (CVE-2026-59875)', targz(pax({ path: 'a\0b' }), file('a')), /bad value/],
  ['a NUL in a PAX link target', targz(pax({ linkpath: 'a\0b' }), link('l', 'x')), /bad value/],
  ['an empty PAX path', targz(pax({ path: '' }), file('a')), /bad value/],
  ['a PAX path twice', targz(pax('9 path=a\n9 path=b\n'), file('a')), /twice/],
  ['a PAX path that goes up', targz(pax({ path: '../../evil' }), file('a')), /not safe/],
  [
    'a PAX link target that leads out',
    targz(pax({ linkpath: '../../x' }), link('l', 'x')),
    /leads out/,
  ],
  ['a PAX path for all entries', targz(pax({ path: 'a' }, 'g'), file('b')), /global/],
  ['a PAX size for all entries', targz(pax({ size: '0' }, 'g'), file('b')), /global/],
  [
    'a PAX header over a PAX header (tar 7.5.16)',
    targz(pax({ path: 'a' }), pax({ path: 'b' }), file('c')),
    /header stands before/,
  ],
  [
    'a PAX header over a long name (tar 7.5.16)',
    targz(pax({ size: '0' }), raw({ type: 'L', data: 'a\0' }), file('c')),
    /header stands before/,
  ],
  [
    'a long name over a PAX header (tar 7.5.16)',
    targz(raw({ type: 'L', data: 'a\0' }), pax({ size: '0' }), file('c')),
    /header stands before/,
  ],
  [
    'a long name twice',
    targz(raw({ type: 'L', data: 'a\0' }), raw({ type: 'L', data: 'b\0' }), file('c')),
    /header stands before/,
  ],
  [
    'a long name with a NUL inside',
    targz(raw({ type: 'L', data: 'a\0b\0' }), file('c')),
    /damaged/,
  ],
  [
    'a long name that goes up',
    targz(raw({ type: 'L', data: `${'../'.repeat(50)}x\0` }), file('c')),
    /not safe/,
  ],
  [
    'a long link target that leads out',
    targz(raw({ type: 'K', data: '../../x\0' }), link('l', 'x')),
    /leads out/,
  ],
  ['a PAX header before nothing', targz(pax({ path: 'a' })), /before nothing/],
  ['an empty PAX header', targz(raw({ type: 'x' }), file('a')), /empty/],
  ['a PAX record that is too long', targz(pax('99 path=a\n'), file('a')), /damaged/],
  ['a PAX record that is too short', targz(pax('3 path=a\n'), file('a')), /damaged/],
  ['a PAX record without a length', targz(pax('path=a\n'), file('a')), /damaged/],
  ['a PAX record with a length of 0', targz(pax('0 path=a\n'), file('a')), /damaged/],
  ['a PAX record without an end', targz(pax('9 path=ab'), file('a')), /damaged/],
  ['a negative PAX size (CVE-2026-59874)', targz(pax({ size: '-1' }), file('a')), /bad size/],
  ['a PAX size that is no number', targz(pax({ size: '1e9' }), file('a')), /bad size/],
  ['a PAX size above all numbers', targz(pax({ size: '9'.repeat(16) }), file('a')), /bad size/],
  [
    'a PAX header of 2 MiB',
    targz(pax({ comment: 'x'.repeat(2 * 1024 * 1024) }), file('a')),
    /too long/,
  ],
  ['a negative size (CVE-2026-59874)', targz(raw({ size: negative })), /negative/],
  ['a size above all numbers', targz(raw({ size: huge })), /too large/],
  ['a size with letters', targz(raw({ size: Buffer.from('0000000zzzz\0') })), /damaged/],
  ['a size beyond the end', targz(raw({ size: 1_000_000, data: 'x' })), /cut off/],
  ['a folder with bytes', targz(raw({ name: 'd/', type: '5', data: 'x' })), /header is damaged/],
  ['a link with bytes', targz(raw({ type: '2', target: 'x', data: 'x' })), /header is damaged/],
  ['a wrong checksum', targz(file('a'), raw({ name: 'b', checksum: 1 })), /header is damaged/],
  ['something behind the end', targz(file('a'), Buffer.alloc(1024), file('b')), /follows its end/],
  ['no end', gzipSync(file('a')), /cut off/],
  ['half an end', gzipSync(Buffer.concat([file('a'), Buffer.alloc(512)])), /cut off/],
  ['half a header', gzipSync(Buffer.concat([file('a'), Buffer.alloc(300, 'x')])), /cut off/],
  ['a gzip file of nothing', gzipSync(Buffer.alloc(0)), /no tar in it/],
  ['a gzip file of text', gzipSync('Hello, this is no tar.\n'), /no tar in it/],
  ['a gzip file of much text', gzipSync('Hello, this is no tar.\n'.repeat(40)), /no tar in it/],
  ['an empty file', Buffer.alloc(0), /it is empty, and only \.tar\.gz/],
  ['a byte', Buffer.from('1'), /no archive, and only \.tar\.gz/],
  ['a tar without gzip that is cut off', tar(file('a')).subarray(0, 700), /cut off/],
  ['a gzip file that is cut off', good().subarray(0, 60), /cut off/],
  ['a gzip file without its trailer', good().subarray(0, -8), /cut off/],
  ['a gzip header alone', good().subarray(0, 10), /cut off/],
  ['two gzip members', Buffer.concat([good(), good()]), /follows its end/],
  ['bytes behind the gzip member', Buffer.concat([good(), Buffer.from('junk')]), /follows its end/],
  ['zeros behind the gzip member', Buffer.concat([good(), Buffer.alloc(512)]), /follows its end/],
  ['a wrong gzip checksum', flipped(good(), good().length - 6), /checksum/],
  ['a wrong gzip length', flipped(good(), good().length - 2), /checksum/],
  ['damaged gzip data', Buffer.concat([good().subarray(0, 10), Buffer.alloc(40, 0xff)]), /damaged/],
  ['a gzip name without an end', gzipWith(8, Buffer.alloc(70_000, 'n')), /damaged/],
  [
    'a gzip header that ends before its extra field',
    gzipWith(4, Buffer.alloc(0)).subarray(0, 10),
    /cut off/,
  ],
  [
    'a gzip header that ends in its extra field',
    gzipWith(4, Buffer.alloc(1)).subarray(0, 11),
    /cut off/,
  ],
  ['gzip with unknown flags', flipped(good(), 3), /unknown way/],
  ['gzip in another method', flipped(good(), 2), /unknown way/],
  ['a gzip file in a gzip file', gzipSync(gzipSync(tar(file('a')))), /no tar in it/],
  ['text', Buffer.from('Hello, this is no archive at all.\n'.repeat(40)), /no archive, and only/],
  ['a zip file', Buffer.from('504b030414000000', 'hex'), /zip file/],
  ['a zstd file', Buffer.from('28b52ffd00000000', 'hex'), /zstd/],
  ['an xz file', Buffer.from('fd377a585a000000', 'hex'), /xz/],
  ['a bzip2 file', Buffer.from('425a683931415926', 'hex'), /bzip2/],
  ['deflate alone', deflateRawSync(tar(file('a'))), /no archive/],
];

/** Archives that are fine, though a public advisory on a tar library has one like them. */
export const harmless: readonly (readonly [
  what: string,
  bytes: Buffer,
  names: readonly string[],
])[] = [
  ['a PAX path of digits (CVE-2026-59871)', targz(pax({ path: '123' }), file('a')), ['123']],
  [
    'a PAX link target of digits (CVE-2026-59871)',
    targz(pax({ linkpath: '0' }), link('l', 'x')),
    ['l'],
  ],
  ['a PAX path of digits in a folder', targz(pax({ path: '1/2' }), file('a')), ['1']],
  ['an empty part of a path', targz(file('a//b')), ['a']],
  ['a dot in the middle of a path', targz(file('a/./b')), ['a']],
  [
    'a link target with dots',
    targz(file('f'), link('l', './f'), link('m', './/./f')),
    ['f', 'l', 'm'],
  ],
  ['a folder with a size and no bytes', targz(raw({ name: 'd/', type: '5', size: 512 })), ['d']],
  ['a link with a size and no bytes', targz(raw({ type: '2', target: 'x', size: 9 })), ['a']],
  ['a long name filled up with NULs', targz(raw({ type: 'L', data: 'b\0\0\0' }), file('a')), ['b']],
  ['a volume label', targz(raw({ name: 'label', type: 'V' }), file('a')), ['a']],
  ['names of different width', targz(file('a'), file('\uff41')), ['a', '\uff41']],
  [
    'a size that only the PAX header knows',
    targz(pax({ size: '3' }), raw({ name: 'a', size: 0, data: 'abc' })),
    ['a'],
  ],
  ['a gzip file that has a name', gzipWith(8, Buffer.from('a.tar\0')), ['good.txt']],
  ['a gzip file with a name and a comment', gzipWith(24, Buffer.from('a\0b\0')), ['good.txt']],
  ['a gzip file with more in its header', gzipWith(4, Buffer.from('\x03\0abc')), ['good.txt']],
  ['a gzip file whose header has a checksum', gzipWith(2, Buffer.from('ab')), ['good.txt']],
  [
    "a header of GNU's, which has times where others have the start of a name",
    targz(raw({ name: 'a', magic: 'ustar  \0', prefix: '14535262717' })),
    ['a'],
  ],
  ['a folder as it was written before there was a type for it', targz(raw({ name: 'd/' })), ['d']],
];

/** What a bomb's limits are, and what it says. Each is small as a file. */
export const bombs: readonly (readonly [what: string, bytes: () => Buffer, says: RegExp])[] = [
  [
    'zeros (CVE-2026-59873)',
    () => targz(file('zeros', '\0'.repeat(30_000_000))),
    /more than 10 MiB/,
  ],
  ['a size that is a lie', () => targz(raw({ size: 2 ** 33 - 1, data: 'x' })), /more than 10 MiB/],
  [
    'many entries',
    () => targz(...Array.from({ length: 1200 }, (_, at) => file(`f${at}`, ''))),
    /more than 1000 entries/,
  ],
  [
    'many hard links to much',
    () =>
      targz(
        file('a', 'x'.repeat(1_000_000)),
        ...Array.from({ length: 20 }, (_, at) => hardLink(`l${at}`, 'a')),
      ),
    /more than 10 MiB/,
  ],
  ['many folders in each other', () => targz(file(`${'d/'.repeat(30)}f`)), /deep/],
];
