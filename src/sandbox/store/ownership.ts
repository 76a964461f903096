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

/** The process that holds a data folder. */
export interface Owner {
  readonly pid: number;
  /** When the process started, as the system counts; tells a reused pid apart. */
  readonly birth: string;
}

/** The folder is held by a live process. */
export class Held extends Error {
  override readonly name = 'Held';
  readonly owner: Owner;

  constructor(folder: string, owner: Owner) {
    super(`${folder} is held by process ${owner.pid}`);
    this.owner = owner;
  }
}

/** A data folder that this process holds. */
export interface Hold {
  /** Throws `FatalError` once the folder was removed, replaced or taken by somebody else. */
  readonly guard: () => void;
  /** Gives the folder back. */
  readonly release: () => void;
  /** Lets go of a folder that is not this process's any more, without a change to it. */
  readonly abandon: () => void;
}

/** How long a file may be empty because its writer is about to fill it. */
const unwrittenMs = 2000;

/**
 * Takes a data folder for this process; throws `Held` while another one that lives has it.
 *
 * The holder is who made the `owner-N` with the highest N. A stale one is never removed to make room
 * (two processes could do that to each other) but followed by `owner-N+1`, which only one process
 * can make.
 */
export function takeFolder(folder: string, now: () => number = Date.now): Hold {
  for (;;) {
    const numbers = ownerNumbers(folder);
    const last = numbers.at(-1) ?? 0;
    if (last > 0) {
      const owner = readOwner(ownerFile(folder, last), now);
      if (owner && isAlive(owner)) throw new Held(folder, owner);
    }
    const own = ownerFile(folder, last + 1);
    if (!create(own)) continue;
    for (const number of numbers) rmSync(ownerFile(folder, number), { force: true });
    return hold(folder, own, ownerFile(folder, last + 2));
  }
}

function hold(folder: string, own: string, following: string): Hold {
  // While the file is open, no other file gets its inode: a recreated folder is recognized.
  const handle = openSync(own, 'r+');
  const { ino, dev } = fstatSync(handle, { bigint: true });
  const guard = () => {
    const there = statSync(own, { bigint: true, throwIfNoEntry: false });
    if (there?.ino !== ino || there.dev !== dev)
      throw new FatalError(`The data folder ${folder} was removed while the sandbox was running.`);
    if (exists(following))
      throw new FatalError(`The data folder ${folder} was taken over by another process.`);
  };
  // The file stays: if it went, two others could each make a first one.
  const release = () => {
    closeSync(handle);
    if (exists(own) && !exists(following)) writeFileSync(own, JSON.stringify(nobody));
  };
  return { guard, release, abandon: () => closeSync(handle) };
}

const nobody: Owner = { pid: 0, birth: '' };

function create(file: string): boolean {
  const owner: Owner = { pid: process.pid, birth: birth(process.pid) ?? '' };
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

/** The owner that a file names; `undefined` when its writer died before it wrote. */
function readOwner(file: string, now: () => number): Owner | undefined {
  for (;;) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Owner;
    } catch {
      const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
      if (modified === undefined || Math.abs(now() - modified) > unwrittenMs) return undefined;
    }
  }
}

function isAlive({ pid, birth: born }: Owner): boolean {
  if (pid === nobody.pid) return false;
  if (pid === process.pid) return born === (birth(pid) ?? '');
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return born === (birth(pid) ?? '');
}

/** Linux tells when a process started, in ticks since boot; elsewhere the pid has to do. */
function birth(pid: number): string | undefined {
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
