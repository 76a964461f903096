import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compileFunction } from 'node:vm';

/** What a bundle did since it was loaded. */
export interface Loaded {
  readonly exports: Readonly<Record<string, unknown>>;
  /** The names of the modules that it asked for. */
  readonly modules: ReadonlySet<string>;
  /** Calls of Node's modules that touch the disk, the network or other programs. */
  readonly calls: readonly string[];
  /** What it put off to a later tick. */
  readonly later: readonly (() => void)[];
}

const watched = new Set(['fs', 'fs/promises', 'child_process', 'net', 'http', 'https', 'dns']);

/**
 * Evaluates a bundle of dist/ with `vscode` in place of VS Code's API. What it puts off is kept
 * from running, and other files of dist/ are not loaded, only noted.
 */
export function loadBundle(file: string, vscode: unknown): Loaded {
  const modules = new Set<string>();
  const calls: string[] = [];
  const later: (() => void)[] = [];
  const nodeRequire = createRequire(file);
  const load = (name: string): unknown => {
    modules.add(name);
    if (name === 'vscode') return vscode;
    if (!name.startsWith('node:')) return {};
    const found = nodeRequire(name) as object;
    const short = name.slice('node:'.length);
    return watched.has(short) ? recording(found, short, calls) : found;
  };
  const postpone = (work: () => void) => later.push(work);
  const module = { exports: {} };
  const given = {
    require: load,
    module,
    exports: module.exports,
    __dirname: path.dirname(file),
    __filename: file,
    setImmediate: postpone,
    setTimeout: postpone,
    setInterval: postpone,
  };
  const names = Object.keys(given);
  const body = compileFunction(readFileSync(file, 'utf8'), names, { filename: file });
  Reflect.apply(body, undefined, Object.values(given));
  return { exports: module.exports, modules, calls, later };
}

/** `target`, with every call of its functions noted, those of its parts too. */
function recording<T extends object>(target: T, name: string, calls: string[]): T {
  return new Proxy(target, {
    get(of, key) {
      const value: unknown = Reflect.get(of, key);
      const full = `${name}.${String(key)}`;
      if (typeof value === 'function')
        return (...args: unknown[]) => {
          calls.push(full);
          return Reflect.apply(value, of, args) as unknown;
        };
      // A proxy must hand out what is fixed in its target as it is (`fs.constants`).
      const isFixed = Object.getOwnPropertyDescriptor(of, key)?.configurable === false;
      return typeof value === 'object' && value !== null && !isFixed
        ? recording(value, full, calls)
        : value;
    },
  });
}
