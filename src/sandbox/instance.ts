import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomically } from './store/writeFileAtomically';

/** What makes a data folder this sandbox and no other. Kept in `instance.json`, mode 0600. */
export interface Instance {
  readonly region: string;
  readonly account: string;
  /** The port to take again; 0 until the first start. */
  readonly port: number;
  /** Seals page tokens. */
  readonly pageKey: string;
  /** Wraps the keys of authorization tokens; 16 bytes in hex. */
  readonly tokenKey: string;
}

/** Reads the instance of `folder`; made, with fresh keys, where there is none. */
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
  };
  const instance = { ...defaults, ...stored, ...overrides };
  saveInstance(folder, instance);
  return instance;
}

/** Keeps `instance` for the next start. */
export function saveInstance(folder: string, instance: Instance): void {
  writeFileAtomically(path.join(folder, 'instance.json'), `${JSON.stringify(instance, null, 2)}\n`);
}
