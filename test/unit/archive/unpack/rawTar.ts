import { gzipSync } from 'node:zlib';

/** The fields of a header as a hostile program may write them; numbers and raw bytes alike. */
export interface RawHeader {
  readonly name?: string | Uint8Array;
  readonly type?: string;
  readonly size?: number | Uint8Array;
  readonly mode?: number;
  readonly target?: string | Uint8Array;
  readonly prefix?: string;
  readonly magic?: string;
  readonly data?: string | Uint8Array;
  readonly checksum?: number;
}

const bytesOf = (text: string | Uint8Array) => Buffer.from(text as string);

/** One entry: its header and its data, filled up to whole blocks. */
export function raw(header: RawHeader): Buffer {
  const data = bytesOf(header.data ?? '');
  const block = Buffer.alloc(512);
  bytesOf(header.name ?? 'a').copy(block, 0, 0, 100);
  block.write(`${(header.mode ?? 0o644).toString(8).padStart(7, '0')}\0`, 100, 'latin1');
  block.write('0000000\0' + '0000000\0', 108, 'latin1');
  const size = header.size ?? data.length;
  if (typeof size === 'number')
    block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  else Buffer.from(size).copy(block, 124);
  block.write('00000000000\0', 136, 'latin1');
  block.write(header.type ?? '0', 156, 'latin1');
  bytesOf(header.target ?? '').copy(block, 157, 0, 100);
  block.write(header.magic ?? 'ustar\0' + '00', 257, 'latin1');
  block.write(header.prefix ?? '', 345, 'utf8');
  block.write('        ', 148, 'latin1');
  const sum = header.checksum ?? block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return Buffer.concat([block, data, Buffer.alloc((512 - (data.length % 512)) % 512)]);
}

/** A PAX header of records; a record given as bytes goes in as it is. */
export function pax(records: Readonly<Record<string, string>> | string, type = 'x'): Buffer {
  const record = ([key, value]: [string, string]) => {
    const rest = Buffer.byteLength(` ${key}=${value}\n`);
    let length = rest + 1;
    while (rest + String(length).length !== length) length = rest + String(length).length;
    return `${length} ${key}=${value}\n`;
  };
  const data = typeof records === 'string' ? records : Object.entries(records).map(record).join('');
  return raw({ name: 'PaxHeader/a', type, data });
}

/** The entries as a whole tar. */
export function tar(...entries: readonly Buffer[]): Buffer {
  return Buffer.concat([...entries, Buffer.alloc(1024)]);
}

/** The entries as a `.tar.gz`. */
export function targz(...entries: readonly Buffer[]): Buffer {
  return gzipSync(tar(...entries));
}
