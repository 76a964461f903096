import {
  closeSync,
  constants,
  fstatSync,
  open,
  openSync,
  read,
  readlink,
  readSync,
  type Stats,
} from 'node:fs';
import { promisify } from 'node:util';
import { QuickDisk } from '../../files/quickDisk';

/** How files are read; tests put something in between. */
export interface FileCalls {
  /** Follows no link, and does not wait for the other end of a pipe. */
  open(path: string): number | Promise<number>;
  fstat(file: number): Stats;
  /** Reads into all of `into`; returns how many bytes came, 0 at the end. */
  read(file: number, into: Uint8Array, position: number): number | Promise<number>;
  close(file: number): void;
  readlink(path: string): Promise<string>;
}

// Constants that a system does not have are undefined there, whatever their types say.
const ifKnown = (flag: number | undefined) => flag ?? 0;
const carefully =
  constants.O_RDONLY | ifKnown(constants.O_NOFOLLOW) | ifKnown(constants.O_NONBLOCK);

const openSoon = promisify<string, number, number>(open);

/** What is longer is read while this thread does something else. */
const shortBytes = 128 * 1024;

/** Node's own; what is short in this thread, as long as the disk is quick. */
export function fileCalls(disk = new QuickDisk()): FileCalls {
  return {
    open: path =>
      disk.call(
        () => openSync(path, carefully),
        () => openSoon(path, carefully),
      ),
    fstat: fstatSync,
    read: (file, into, position) =>
      into.length > shortBytes
        ? readSoon(file, into, position)
        : disk.call(
            () => readSync(file, into, 0, into.length, position),
            () => readSoon(file, into, position),
          ),
    close: closeSync,
    readlink: promisify<string, string>(readlink),
  };
}

function readSoon(file: number, into: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) =>
    read(file, into, 0, into.length, position, (error, bytes) =>
      error ? reject(error) : resolve(bytes),
    ),
  );
}
