import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { isGone } from './leftovers.mjs';
import { identityOf, isRunning } from './processes.mjs';

/**
 * Who holds a lock.
 * @typedef {import('./processes.mjs').ProcessIdentity & { command: string, since: string }} Holder
 */

/** @param {string} file @returns {Holder | undefined} */
function holderOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock `name` for this process, which runs `command`; the result gives it back. Throws an
 * Error where another process holds it: its message says which one, that it uses `what`, and what to
 * do. A lock of a process that is gone is taken over.
 * @param {string} registry @param {string} name @param {string} command @param {string} what
 * @returns {() => void}
 */
export function takeLock(registry, name, command, what) {
  const own = identityOf(process.pid);
  const file = path.join(registry, `${name}.lock`);
  mkdirSync(registry, { recursive: true });
  for (;;) {
    const beside = `${file}.${randomBytes(4).toString('hex')}`;
    try {
      const since = new Date().toTimeString().slice(0, 8);
      writeFileSync(beside, JSON.stringify({ ...own, command, since }));
      // Nobody ever sees a lock that is half written.
      linkSync(beside, file);
      return () => giveBack(file);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    } finally {
      rmSync(beside, { force: true });
    }
    const holder = holderOf(file);
    if (holder && !isGone(registry, holder))
      throw new Error(
        `${holder.command} (process ${holder.pid}, since ${holder.since}) is using ${what}: wait until it has ended, or end it with "kill ${holder.pid}".`,
      );
    discard(file, holder);
  }
}

/** @param {string} file */
function giveBack(file) {
  const holder = holderOf(file);
  if (holder?.pid === process.pid && isRunning(holder)) rmSync(file, { force: true });
}

/**
 * Removes a lock that nobody holds, unless another process has just taken it over.
 * @param {string} file @param {Holder | undefined} stale
 */
function discard(file, stale) {
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(file, aside);
    const found = holderOf(aside);
    if (JSON.stringify(found) !== JSON.stringify(stale)) linkSync(aside, file);
  } catch {
    // It is gone, or taken by the next one already.
  }
  rmSync(aside, { force: true });
}
