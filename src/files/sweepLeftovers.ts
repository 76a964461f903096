import path from 'node:path';
import { isCancelled } from '../core/failure';
import { breakLock, isStale, readLock } from './lock';
import { thisMachine, type Machine } from './machine';
import { parseName } from './names';

const youngMilliseconds = 10_000;
const oldMilliseconds = 3_600_000;

/**
 * Deletes what a killed process of ours left in `folder`: temporary files and locks that are ours by
 * name and content, older than 10 s, and whose process is gone. Returns the names of what it
 * deleted; does not throw for a folder that is absent or closed to us.
 */
export async function sweepLeftovers(
  folder: string,
  options: { readonly machine?: Machine },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const machine = options.machine ?? thisMachine;
  const names = await machine.calls.readdir(folder).catch(() => []);
  const swept: string[] = [];
  for (const name of names) {
    signal.throwIfAborted();
    if (parseName(name) && (await sweep(machine, path.join(folder, name), name, signal)))
      swept.push(name);
  }
  return swept;
}

/** Deletes all temporary files of `file`. Only who holds its lock may: nobody else makes them. */
export async function sweepTemporaries(machine: Machine, file: string): Promise<void> {
  const folder = path.dirname(file);
  for (const name of await machine.calls.readdir(folder)) {
    const parsed = parseName(name);
    if (parsed?.kind === 'temporary' && parsed.base === path.basename(file))
      await machine.calls.unlink(path.join(folder, name)).catch(() => undefined);
  }
}

async function sweep(
  machine: Machine,
  file: string,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const stats = await machine.calls.lstat(file);
    const age = machine.now() - Number(stats.mtimeMs);
    if (!stats.isFile() || age < youngMilliseconds) return false;
    const parsed = parseName(name);
    if (parsed?.kind === 'temporary') {
      if (machine.isAlive(parsed.pid) && age < oldMilliseconds) return false;
      await machine.calls.unlink(file);
      return true;
    }
    const owner = await readLock(machine, file);
    return owner && isStale(machine, owner, age)
      ? await breakLock(machine, file, owner, signal)
      : false;
  } catch (error) {
    if (isCancelled(error)) throw error;
    return false;
  }
}
