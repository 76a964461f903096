import { closeSync, constants, fstatSync, open, read, readlink, type Stats } from 'node:fs';
import { promisify } from 'node:util';

/** How files are read; tests put something in between. */
export interface FileCalls {
  /** Follows no link, and does not wait for the other end of a pipe. */
  open(path: string): Promise<number>;
  fstat(file: number): Stats;
  /** Reads into all of `into`; returns how many bytes came, 0 at the end. */
  read(file: number, into: Uint8Array, position: number): Promise<number>;
  close(file: number): void;
  readlink(path: string): Promise<string>;
}

// Constants that a system does not have are undefined there, whatever their types say.
const ifKnown = (flag: number | undefined) => flag ?? 0;
const carefully =
  constants.O_RDONLY | ifKnown(constants.O_NOFOLLOW) | ifKnown(constants.O_NONBLOCK);

const openSoon = promisify<string, number, number>(open);

/**
 * Node's own. What may have to wait for a disk does so on the pool's threads. The facts of a file
 * that was just opened are at hand: a change of threads would cost ten times as much.
 */
export const fileCalls: FileCalls = {
  open: path => openSoon(path, carefully),
  fstat: fstatSync,
  read: (file, into, position) =>
    new Promise((resolve, reject) =>
      read(file, into, 0, into.length, position, (error, bytes) =>
        error ? reject(error) : resolve(bytes),
      ),
    ),
  close: closeSync,
  readlink: promisify<string, string>(readlink),
};
