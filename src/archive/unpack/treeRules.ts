import { collisionKey, driveProblem, unsafeName, windowsProblem } from '../../shared/portableName';
import { quoted, refuse } from './refusal';
import type { RawEntry } from './tarParser';
import type { UnpackLimits } from './unpackArchive';

/** An entry whose name is safe: relative, with `/`, without `.`, `..` and a `/` at the end. */
export interface SafeEntry {
  readonly kind: RawEntry['kind'];
  /** Empty for the folder that everything lies in. */
  readonly path: string;
  /** Of a link, relative to its folder; of a hard link, a path like `path`. */
  readonly target: string;
  readonly bytes: number;
  readonly executable: boolean;
}

type Kind = SafeEntry['kind'];

/**
 * What an archive may hold, over all of its entries. Refuses (`Refusal`) what leads out of the
 * folder, what would be one file on some system, and what is more than the limits.
 */
export class TreeRules {
  readonly #limits: UnpackLimits;
  readonly #platform: NodeJS.Platform;
  /** By collision key: how the path is spelled, and what it is. */
  readonly #seen = new Map<string, { path: string; kind: Kind; bytes: number }>();
  /** Folders that need not be looked at again. */
  readonly #folders = new Set<string>();
  readonly #links: SafeEntry[] = [];
  #entries = 0;
  #bytes = 0;

  constructor(limits: UnpackLimits, platform: NodeJS.Platform) {
    this.#limits = limits;
    this.#platform = platform;
  }

  /** Bytes of all files so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The next entry, in the archive's order. */
  add(raw: RawEntry): SafeEntry {
    if (++this.#entries > this.#limits.entries)
      refuse(`it holds more than ${this.#limits.entries} entries`);
    const path = this.#safePath(raw.path, raw.kind === 'folder');
    if (raw.kind === 'file' && (raw.mode & 0o6000) !== 0)
      refuse(`${quoted(path)} would run as another user`);
    const target = this.#target(raw, path);
    this.#countBytes(raw.kind === 'hard-link' ? this.#linkedBytes(target) : raw.bytes);
    const executable = (raw.mode & 0o100) !== 0;
    const entry = { kind: raw.kind, path, target, bytes: raw.bytes, executable };
    this.#place(entry);
    if (entry.kind === 'link') this.#links.push(entry);
    return entry;
  }

  /** All entries were added: no link may lead through another, for then its `..` would mislead. */
  end(): void {
    const targets = new Map(this.#links.map(({ path, target }) => [path, target]));
    for (const { path, target } of this.#links) {
      const parts = resolved(path, target);
      for (let length = 1; length < parts.length; length++) {
        const through = this.#seen.get(collisionKey(parts.slice(0, length).join('/')));
        if (through && through.kind !== 'folder')
          refuse(`the link ${quoted(path)} leads through ${quoted(through.path)}`);
      }
      checkCircle(path, targets);
    }
  }

  #countBytes(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#limits.bytes)
      refuse(`it would become more than ${Math.floor(this.#limits.bytes / 1024 ** 2)} MiB`);
  }

  #safePath(name: string, isFolder: boolean): string {
    const plain = isFolder ? name.replace(/\/+$/, '') : name;
    if (name.startsWith('/') || driveProblem(name) !== undefined)
      refuse(`the path ${quoted(name)} is absolute`);
    const parts = plain.split('/');
    while (parts[0] === '.') parts.shift();
    if (parts.length === 0 && isFolder) return '';
    if (parts.length > this.#limits.depth)
      refuse(`its folders are more than ${this.#limits.depth} deep`);
    for (const part of parts) {
      const problem =
        unsafeName(part) ?? (this.#platform === 'win32' ? windowsProblem(part) : undefined);
      if (problem !== undefined) refuse(`the path ${quoted(name)} is not safe: ${problem}`);
    }
    return parts.join('/');
  }

  #target(raw: RawEntry, path: string): string {
    if (raw.kind === 'hard-link') return this.#safePath(raw.target, false);
    if (raw.kind !== 'link') return '';
    const target = raw.target.replace(/\/+$/, '');
    const out = () => refuse(`the link ${quoted(path)} leads out of the folder`);
    if (raw.target.startsWith('/') || driveProblem(target) !== undefined) out();
    const parts = target.split('/');
    let ups = 0;
    while (parts[ups] === '..') ups++;
    if (ups > path.split('/').length - 1) out();
    for (const part of parts.slice(ups))
      if (part !== '.' || parts.length > 1)
        if (unsafeName(part) !== undefined)
          refuse(`the link ${quoted(path)} has an unsafe target: ${quoted(raw.target)}`);
    return target;
  }

  #linkedBytes(target: string): number {
    const linked = this.#seen.get(collisionKey(target));
    if (linked?.path !== target || (linked.kind !== 'file' && linked.kind !== 'hard-link'))
      return refuse(`a hard link leads to ${quoted(target)}, which is no file before it`);
    return linked.bytes;
  }

  #place({ kind, path, bytes, target }: SafeEntry): void {
    if (path === '') return;
    this.#placeParents(path);
    const size = kind === 'hard-link' ? this.#linkedBytes(target) : bytes;
    this.#put(path, kind, size);
  }

  #placeParents(path: string): void {
    const end = path.lastIndexOf('/');
    const parent = path.slice(0, Math.max(0, end));
    if (end === -1 || this.#folders.has(parent)) return;
    this.#placeParents(parent);
    this.#put(parent, 'folder', 0);
    this.#folders.add(parent);
  }

  #put(path: string, kind: Kind, bytes: number): void {
    const key = collisionKey(path);
    const before = this.#seen.get(key);
    if (before && before.path !== path)
      refuse(`${quoted(before.path)} and ${quoted(path)} are one file on some systems`);
    if (before && before.kind !== 'folder' && kind === 'folder')
      refuse(`${quoted(path)} is a folder and something else`);
    if (before && kind !== 'folder') refuse(`it holds ${quoted(path)} twice`);
    if (!before) this.#seen.set(key, { path, kind, bytes });
  }
}

/** The parts of the path that a link leads to. */
function resolved(path: string, target: string): string[] {
  const parts = path.split('/').slice(0, -1);
  for (const part of target.split('/'))
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  return parts;
}

function checkCircle(start: string, targets: ReadonlyMap<string, string>): void {
  let at = start;
  for (let steps = 0; steps < 40; steps++) {
    const target = targets.get(at);
    if (target === undefined) return;
    at = resolved(at, target).join('/');
  }
  refuse(`the link ${quoted(start)} leads in a circle`);
}
