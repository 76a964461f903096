import { readFileSync } from 'node:fs';
import process from 'node:process';
import { identityOf, isRunning } from './processes.mjs';

/**
 * The process of npm that runs this script, or undefined where npm does not.
 * @returns {import('./processes.mjs').ProcessIdentity | undefined}
 */
export function npmProcess() {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  if (process.platform !== 'linux') return identityOf(process.ppid);
  // A shell may be in between.
  for (const pid of [process.ppid, parentOf(process.ppid)])
    if (/^npm\b/.test(read(`/proc/${pid}/comm`))) return identityOf(pid);
  return undefined;
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @param {number} pid */
function parentOf(pid) {
  return Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

/**
 * Calls `then` once when `parent` has ended. Keeps no process from ending.
 * @param {import('./processes.mjs').ProcessIdentity} parent @param {() => void} then
 * @returns {() => void} gives up waiting
 */
export function whenGone(parent, then) {
  const timer = setInterval(() => {
    if (isRunning(parent)) return;
    clearInterval(timer);
    then();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}
