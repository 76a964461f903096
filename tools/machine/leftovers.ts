import type { ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import {
  makeFolder,
  recordFolder as folderRecord,
  recordProcess as record,
} from '../../scripts/leftovers.mjs';
import { childrenOf } from '../../scripts/processes.mjs';
import { cachePath } from '../project';

const registry = cachePath('run');

/**
 * Records `child` until it has ended, so that the next run ends it where this process is killed
 * before. `group` says that it leads a process group of its own.
 */
export function recordProcess(child: ChildProcess, { group = false } = {}): void {
  if (child.pid === undefined) return;
  child.once('exit', record(registry, child.pid, group));
}

/**
 * Records the children that this process has now, such as a browser that a library has started. Call
 * the result when they have ended. Does nothing on Windows.
 */
export function recordChildren(): () => void {
  const forget = childrenOf(process.pid).map(({ pid }) => record(registry, pid, false));
  return () => {
    for (const each of forget) each();
  };
}

/** A folder for temporary files. */
export interface TemporaryFolder {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/**
 * Makes a folder for temporary files whose name begins with `prefix`. Where this process is killed
 * before it calls `remove`, the next run removes the folder.
 */
export function createTemporaryFolder(prefix: string): TemporaryFolder {
  return makeFolder(registry, tmpdir(), prefix);
}

/**
 * Records `folder`, which lies below .cache or the folder for temporary files and is about to be made.
 * Call the result when it is gone, or is to stay.
 */
export function recordFolder(folder: string): () => void {
  return folderRecord(registry, folder);
}
