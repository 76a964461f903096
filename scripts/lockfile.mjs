import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What npm writes into a lock file, as far as it is read here.
 * @typedef {{ version?: string, optional?: boolean }} Locked
 */

/** @param {string} file @returns {Record<string, Locked> | undefined} */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules in `folder` holds what package-lock.json asks for: npm notes what it has
 * installed in node_modules/.package-lock.json, as the last thing of an installation.
 * @param {string} folder
 */
export function dependenciesFit(folder) {
  const wanted = packagesIn(path.join(folder, 'package-lock.json'));
  const installed = packagesIn(path.join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([name, { version, optional }]) => {
    if (name === '') return true;
    const there = installed[name];
    // Optional packages are for some platforms only.
    return there ? there.version === version : optional === true;
  });
}
