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
import { DiskCallScheduler } from '../../files/diskCallScheduler';

/** How files are read; tests put something in between. */
export interface FileReadCalls {
  /** Follows no link, and does not wait for the other end of a pipe. */
  open(path: string): number | Promise<number>;
  fstat(file: number): Stats;
  /** Reads into all of `into`; returns how many bytes came, 0 at the end. */
  read(file: number, into: Uint8Array, position: number): number | Promise<number>;
  close(file: number): void;
  readlink(path: string): Promise<string>;
}

// Constants that a system does not have are undefined there, whatever their types say.
const flagOrZero = (flag: number | undefined) => flag ?? 0;
const openFlags =
  constants.O_RDONLY | flagOrZero(constants.O_NOFOLLOW) | flagOrZero(constants.O_NONBLOCK);

const openAsync = promisify<string, number, number>(open);

/** What is longer is read while this thread does something else. */
const maxSyncBytes = 128 * 1024;

/** Node's own; what is short in this thread, as long as the disk is quick. */
export function createFileReadCalls(disk = new DiskCallScheduler()): FileReadCalls {
  return {
    open: path =>
      disk.call(
        () => openSync(path, openFlags),
        () => openAsync(path, openFlags),
      ),
    fstat: fstatSync,
    read: (file, into, position) =>
      into.length > maxSyncBytes
        ? readAsync(file, into, position)
        : disk.call(
            () => readSync(file, into, 0, into.length, position),
            () => readAsync(file, into, position),
          ),
    close: closeSync,
    readlink: promisify<string, string>(readlink),
  };
}

function readAsync(file: number, into: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) =>
    read(file, into, 0, into.length, position, (error, bytes) =>
      error ? reject(error) : resolve(bytes),
    ),
  );
}
