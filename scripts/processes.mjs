import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';

/**
 * A process. `start` tells it from a later one that the system gave the same id.
 * @typedef {{ readonly pid: number, readonly start: string }} ProcessIdentity
 */

/** Stands for the start time on systems that do not tell it. */
const unknownStart = 'unknown';

/** @param {number} pid @returns {{ ppid: number, start: string } | undefined} */
function linuxProcess(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it is in parentheses, and may hold spaces and parentheses of its own.
    const [state, ppid, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ended = state === 'Z' || state === 'X';
    return ended ? undefined : { ppid: Number(ppid), start: rest[17] ?? '' };
  } catch {
    return undefined;
  }
}

/** @param {readonly string[]} args @returns {string} */
function ps(args) {
  try {
    return execFileSync('ps', args, {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}

/** @param {number} pid */
function startOf(pid) {
  if (process.platform === 'linux') {
    const found = linuxProcess(pid);
    if (!found) return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${found.start}-${boot}`;
  }
  if (process.platform === 'win32') {
    try {
      process.kill(pid, 0);
      return unknownStart;
    } catch {
      return undefined;
    }
  }
  const started = ps(['-o', 'lstart=', '-p', String(pid)]).trim();
  return started === '' ? undefined : started.replaceAll(/\W+/g, '_');
}

/**
 * The process with the id `pid` as it is now, or undefined where none is running.
 * @param {number} pid @returns {ProcessIdentity | undefined}
 */
export function identityOf(pid) {
  const start = startOf(pid);
  return start === undefined ? undefined : { pid, start };
}

/**
 * Whether that very process is still running.
 * @param {ProcessIdentity} identity
 */
export function isRunning({ pid, start }) {
  return startOf(pid) === start;
}

/** @returns {{ pid: number, ppid: number }[]} */
function allProcesses() {
  if (process.platform === 'linux')
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(name => ({ pid: Number(name), ppid: linuxProcess(Number(name))?.ppid ?? 0 }));
  if (process.platform === 'win32') return [];
  return ps(['-A', '-o', 'pid=,ppid='])
    .split('\n')
    .map(line => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, ppid = 0]) => ({ pid, ppid }));
}

/**
 * The children of the process `pid`.
 * @param {number} pid @returns {ProcessIdentity[]}
 */
export function childrenOf(pid) {
  return allProcesses()
    .filter(({ ppid }) => ppid === pid)
    .flatMap(child => identityOf(child.pid) ?? []);
}

/** @param {number} pid @returns {number[]} */
function descendantsOf(pid) {
  const all = allProcesses();
  const found = [pid];
  for (const parent of found)
    found.push(
      ...all.filter(it => it.ppid === parent && !found.includes(it.pid)).map(it => it.pid),
    );
  return found.slice(1);
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}

/**
 * Kills those of `targets` that are still the same processes, with their descendants, and where
 * `group` says so with their process group. Resolves to how many processes it has killed, once they
 * are gone; a process that the system cannot end is given up after 5 seconds.
 * @param {readonly (ProcessIdentity & { readonly group?: boolean })[]} targets
 * @returns {Promise<number>}
 */
export async function killProcesses(targets) {
  // Process 0 is the caller's own group, 1 is the system.
  const alive = targets.filter(
    it => it.pid > 1 && it.pid !== process.pid && it.start !== unknownStart && isRunning(it),
  );
  const below = alive.flatMap(({ pid }) => descendantsOf(pid)).filter(pid => pid !== process.pid);
  const victims = [...alive, ...below.flatMap(pid => identityOf(pid) ?? [])];
  for (const { pid, group } of alive) if (group) kill(-pid);
  for (const victim of victims) if (isRunning(victim)) kill(victim.pid);
  const limit = Date.now() + 5000;
  while (victims.some(isRunning) && Date.now() < limit) await setTimeout(20);
  return new Set(victims.map(({ pid }) => pid)).size;
}
