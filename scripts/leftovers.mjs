import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { identityOf, isRunning, killProcesses } from './processes.mjs';
import { removeFolder } from './removeFolder.mjs';

/**
 * What a process has started or made, as a file of its own in REGISTRY/PID-START/.
 * @typedef {import('./processes.mjs').ProcessIdentity} ProcessIdentity
 * @typedef {ProcessIdentity & { kind: 'process', group: boolean }} ProcessRecord
 * @typedef {{ kind: 'folder', folder: string }} FolderRecord
 * @typedef {{ kind: 'parent', parent: ProcessIdentity }} ParentRecord
 * @typedef {ProcessRecord | FolderRecord | ParentRecord} LeftoverRecord
 */

/** @param {string} registry @param {ProcessIdentity} owner */
function folderOf(registry, { pid, start }) {
  return path.join(registry, `${pid}-${start}`);
}

/**
 * Records something of this process in `registry`. Call the result when it is gone.
 * @param {string} registry @param {LeftoverRecord} record @returns {() => void}
 */
function write(registry, record) {
  const owner = identityOf(process.pid);
  if (!owner) return () => undefined;
  const folder = folderOf(registry, owner);
  const file = path.join(folder, `${randomBytes(8).toString('hex')}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(record));
  return () => {
    try {
      unlinkSync(file);
      rmdirSync(folder);
    } catch {
      // Other records are left, or the user has removed .cache.
    }
  };
}

/**
 * Records that this process has started the process `pid`, which leads a group of its own where
 * `group` says so. Call the result when it has ended.
 * @param {string} registry @param {number} pid @param {boolean} group @returns {() => void}
 */
export function recordProcess(registry, pid, group) {
  const started = identityOf(pid);
  return started ? write(registry, { kind: 'process', ...started, group }) : () => undefined;
}

/**
 * Records that this process works for `parent` alone: when `parent` is gone, it is a leftover, too.
 * @param {string} registry @param {ProcessIdentity} parent @returns {() => void}
 */
export function recordParent(registry, parent) {
  return write(registry, { kind: 'parent', parent });
}

/**
 * Records a folder that this process is about to make. Call the result when it is gone, or is to stay.
 * @param {string} registry @param {string} folder @returns {() => void}
 */
export function recordFolder(registry, folder) {
  return write(registry, { kind: 'folder', folder });
}

/**
 * Makes an empty folder in `parent` with a name that begins with `prefix`, and records it.
 * @param {string} registry @param {string} parent @param {string} prefix @param {number} [mode]
 * @returns {{ folder: string, remove: () => Promise<void> }}
 */
export function makeFolder(registry, parent, prefix, mode = 0o700) {
  const folder = path.join(parent, prefix + randomBytes(4).toString('hex').slice(0, 6));
  // Recorded first: this process may be killed in between.
  const forget = recordFolder(registry, folder);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    forget();
    throw error;
  }
  const remove = async () => {
    if (await removeFolder(folder)) forget();
  };
  return { folder, remove };
}

/** @param {string} folder @returns {string[]} */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @param {string} folder @returns {LeftoverRecord[]} */
function recordsIn(folder) {
  return namesIn(folder).flatMap(name => {
    try {
      return [JSON.parse(readFileSync(path.join(folder, name), 'utf8'))];
    } catch {
      // Its writer was killed, before it went on to make what the record is about.
      return [];
    }
  });
}

/**
 * Whether what `owner` has left is nobody's any more.
 * @param {string} registry @param {ProcessIdentity} owner
 */
export function isGone(registry, owner) {
  if (!isRunning(owner)) return true;
  return recordsIn(folderOf(registry, owner)).some(
    record => record.kind === 'parent' && !isRunning(record.parent),
  );
}

/** @param {string} folder @param {readonly string[]} places */
function isBelow(folder, places) {
  return places.some(place => {
    const relative = path.relative(path.resolve(place), path.resolve(folder));
    return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  });
}

/**
 * Ends the processes and removes the folders that are recorded in `registry` and whose owners are
 * gone. A process is ended only if it is the recorded one, a folder removed only below one of
 * `places`. Resolves to what was left.
 * @param {string} registry @param {readonly string[]} places
 * @returns {Promise<{ processes: number, folders: string[] }>}
 */
export async function sweepLeftovers(registry, places) {
  const swept = { processes: 0, folders: /** @type {string[]} */ ([]) };
  const seen = new Set();
  // Processes that are ended here may own records as well.
  for (let name = next(); name !== undefined; name = next()) {
    seen.add(name);
    const records = recordsIn(path.join(registry, name));
    const processes = records.filter(record => record.kind === 'process');
    swept.processes += await killProcesses([...processes, ownerOf(name)]);
    const folders = records.flatMap(record => (record.kind === 'folder' ? record.folder : []));
    let allGone = true;
    for (const folder of folders.filter(it => isBelow(it, places))) {
      if (await removeFolder(folder)) swept.folders.push(folder);
      else allGone = false;
    }
    // What cannot be removed now is for the next run.
    if (allGone) rmSync(path.join(registry, name), { recursive: true, force: true });
  }
  return swept;

  function next() {
    return namesIn(registry).find(
      name => /^\d+-/.test(name) && !seen.has(name) && isGone(registry, ownerOf(name)),
    );
  }
}

/** @param {string} name @returns {ProcessIdentity} */
function ownerOf(name) {
  const [, pid = '', start = ''] = /^(\d+)-(.*)$/.exec(name) ?? [];
  return { pid: Number(pid), start };
}
