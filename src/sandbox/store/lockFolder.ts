import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { FatalError } from '../fatalError';

/** The process that holds a data folder, as its lock file names it. */
export interface FolderOwner {
  readonly pid: number;
  /** The start time of the process in an unspecified form, which tells it from one that reuses its pid. */
  readonly birth: string;
}

/** Another process holds the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  readonly owner: FolderOwner;

  constructor(folder: string, owner: FolderOwner) {
    super(`${folder} is in use by process ${owner.pid}`);
    this.owner = owner;
  }
}

/** A data folder that this process holds. */
export interface FolderLock {
  /** Throws `FatalError` when the folder was removed, replaced or taken over by another process. */
  readonly checkOwnership: () => void;
  /** Releases the folder for other processes. */
  readonly release: () => void;
  /** Closes the lock of a folder that no longer belongs to this process, without changing the folder. */
  readonly abandon: () => void;
}

/** How long a lock file may be empty because its writer is about to write it. */
const emptyFileGraceMs = 2000;

/**
 * Locks a data folder for this process. Throws `FolderInUseError` while another running process holds
 * it.
 *
 * The process that created the file `owner-N` with the highest N holds the folder. A stale file is not
 * removed to take the lock, because two processes could do that at the same time; `owner-N+1`, which
 * only one of them can create, succeeds it.
 */
export function lockFolder(folder: string, now: () => number = Date.now): FolderLock {
  for (;;) {
    const numbers = ownerNumbers(folder);
    const last = numbers.at(-1) ?? 0;
    if (last > 0) {
      const owner = readOwner(ownerFile(folder, last), now);
      if (owner && isOwnerAlive(owner)) throw new FolderInUseError(folder, owner);
    }
    const ownFile = ownerFile(folder, last + 1);
    if (!createOwnerFile(ownFile)) continue;
    for (const number of numbers) rmSync(ownerFile(folder, number), { force: true });
    return createFolderLock(folder, ownFile, ownerFile(folder, last + 2));
  }
}

function createFolderLock(folder: string, ownFile: string, nextFile: string): FolderLock {
  // While the file is open, no other file gets its inode: a recreated folder is recognized.
  const handle = openSync(ownFile, 'r+');
  const { ino, dev } = fstatSync(handle, { bigint: true });
  const checkOwnership = () => {
    const current = statSync(ownFile, { bigint: true, throwIfNoEntry: false });
    if (current?.ino !== ino || current.dev !== dev)
      throw new FatalError(`The data folder ${folder} was removed while the sandbox was running.`);
    if (exists(nextFile))
      throw new FatalError(`The data folder ${folder} was taken over by another process.`);
  };
  // The file stays: without it, two processes could each create a first one.
  const release = () => {
    closeSync(handle);
    if (exists(ownFile) && !exists(nextFile)) writeFileSync(ownFile, JSON.stringify(noOwner));
  };
  return { checkOwnership, release, abandon: () => closeSync(handle) };
}

const noOwner: FolderOwner = { pid: 0, birth: '' };

function createOwnerFile(file: string): boolean {
  const owner: FolderOwner = { pid: process.pid, birth: readProcessStart(process.pid) ?? '' };
  try {
    writeFileSync(file, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function ownerNumbers(folder: string): number[] {
  const found = readdirSync(folder).flatMap(name => /^owner-(\d+)$/.exec(name)?.[1] ?? []);
  return found.map(Number).sort((a, b) => a - b);
}

/** The owner that a lock file names; `undefined` when its process ended before writing it. */
function readOwner(file: string, now: () => number): FolderOwner | undefined {
  for (;;) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as FolderOwner;
    } catch {
      const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
      if (modified === undefined || Math.abs(now() - modified) > emptyFileGraceMs) return undefined;
    }
  }
}

function isOwnerAlive({ pid, birth: recordedStart }: FolderOwner): boolean {
  if (pid === noOwner.pid) return false;
  if (pid === process.pid) return recordedStart === (readProcessStart(pid) ?? '');
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return recordedStart === (readProcessStart(pid) ?? '');
}

/** The start time of a process since boot on Linux; other systems have to do with the pid. */
function readProcessStart(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // Fields are counted after the name, which may hold spaces and parentheses.
    return `${boot} ${text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return undefined;
  }
}

function ownerFile(folder: string, number: number): string {
  return path.join(folder, `owner-${number}`);
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}
