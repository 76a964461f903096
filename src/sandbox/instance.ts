import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { UserCredentials } from './iam/ensureDefaultUsers';
import { writeFileAtomically } from './store/writeFileAtomically';

/** What stays the same for a data folder across starts. Stored in `instance.json`, mode 0600. */
export interface Instance {
  readonly region: string;
  readonly account: string;
  /** The port of the last start; 0 before the first. */
  readonly port: number;
  /** The key that signs page tokens. */
  readonly pageKey: string;
  /** The key that encrypts the keys of authorization tokens; 16 bytes in hex. */
  readonly tokenKey: string;
  /** The access keys of the default users, which a reset keeps. Empty before the first start. */
  readonly users: readonly UserCredentials[];
}

/** Reads the instance of `folder`, or creates it with new keys; `overrides` win over what is stored. */
export function loadOrCreateInstance(
  folder: string,
  overrides: { readonly region: string; readonly account: string },
): Instance {
  const file = path.join(folder, 'instance.json');
  const stored = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Instance)
    : undefined;
  const defaults = {
    port: 0,
    pageKey: randomBytes(32).toString('hex'),
    tokenKey: randomBytes(16).toString('hex'),
    users: [],
  };
  const instance = { ...defaults, ...stored, ...overrides };
  saveInstance(folder, instance);
  return instance;
}

/** Stores `instance` for the next start. */
export function saveInstance(folder: string, instance: Instance): void {
  writeFileAtomically(path.join(folder, 'instance.json'), `${JSON.stringify(instance, null, 2)}\n`);
}
