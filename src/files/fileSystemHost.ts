import { execFile } from 'node:child_process';
import { constants, linkSync, lstatSync, renameSync, type BigIntStats } from 'node:fs';
import * as fs from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { isProcessAlive } from '../shared/isProcessAlive';

/** The operations on an open file that this module uses. */
export interface OpenFile {
  stat(): Promise<BigIntStats>;
  /** Reads at `position`; returns how many bytes came, 0 at the end. */
  read(into: Uint8Array, position: number): Promise<number>;
  /** Writes at `position`; returns how many bytes went, which may be fewer than given. */
  write(from: Uint8Array, position: number): Promise<number>;
  chmod(mode: number): Promise<void>;
  chown(uid: number, gid: number): Promise<void>;
  touch(): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The file system calls that this module uses. Nothing else runs during the `Sync` ones. */
export interface FileSystemCalls {
  lstat(path: string): Promise<BigIntStats>;
  readlink(path: string): Promise<string>;
  realpath(path: string): Promise<string>;
  readdir(path: string): Promise<string[]>;
  access(path: string): Promise<void>;
  mkdir(path: string, mode: number): Promise<void>;
  open(path: string, flags: number, mode: number): Promise<OpenFile>;
  unlink(path: string): Promise<void>;
  lstatSync(path: string): BigIntStats;
  renameSync(from: string, to: string): void;
  linkSync(from: string, to: string): void;
}

/** Everything outside of the program that replacing a file depends on; tests pass another one. */
export interface FileSystemHost {
  readonly calls: FileSystemCalls;
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  readonly hostname: string;
  /** The user that new files belong to; undefined on Windows. */
  readonly uid: number | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonicNow: () => number;
  /** Milliseconds since 1970, as file times count them. */
  readonly now: () => number;
  /** 16 random hexadecimal digits. */
  readonly randomHex: () => string;
  readonly isProcessAlive: (pid: number) => boolean;
  /** Whether the file has an access control list in addition to its mode. */
  readonly hasAccessList: (path: string, signal: AbortSignal) => Promise<boolean>;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const calls: FileSystemCalls = {
  lstat: path => fs.lstat(path, { bigint: true }),
  readlink: path => fs.readlink(path),
  realpath: path => fs.realpath(path),
  readdir: path => fs.readdir(path),
  access: path => fs.access(path, constants.W_OK),
  mkdir: async (path, mode) => {
    await fs.mkdir(path, { mode });
  },
  open: async (path, flags, mode) => toOpenFile(await fs.open(path, flags, mode)),
  unlink: path => fs.unlink(path),
  lstatSync: path => lstatSync(path, { bigint: true }),
  renameSync: (from, to) => renameSync(from, to),
  linkSync: (from, to) => linkSync(from, to),
};

function toOpenFile(handle: fs.FileHandle): OpenFile {
  return {
    stat: () => handle.stat({ bigint: true }),
    read: async (into, position) =>
      (await handle.read(into, 0, into.byteLength, position)).bytesRead,
    write: async (from, position) =>
      (await handle.write(from, 0, from.byteLength, position)).bytesWritten,
    chmod: mode => handle.chmod(mode),
    chown: (uid, gid) => handle.chown(uid, gid),
    touch: async () => {
      const now = new Date();
      await handle.utimes(now, now);
    },
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

/** This computer and this process, with Node's own calls. */
export const localFileSystemHost: FileSystemHost = {
  calls,
  platform: process.platform,
  pid: process.pid,
  hostname: hostname(),
  uid: process.getuid?.(),
  monotonicNow: () => performance.now(),
  now: () => Date.now(),
  randomHex: () => randomBytes(8).toString('hex'),
  isProcessAlive,
  hasAccessList,
  wait: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, { signal });
  },
};

/** Node has no call for this; `ls` prints a `+` after the mode of such files. */
function hasAccessList(path: string, signal: AbortSignal): Promise<boolean> {
  if (process.platform === 'win32') return Promise.resolve(false);
  return new Promise(resolve => {
    execFile('ls', ['-ld', '--', path], { signal, timeout: 2000 }, (error, stdout) =>
      resolve(!error && stdout.charAt(10) === '+'),
    );
  });
}
