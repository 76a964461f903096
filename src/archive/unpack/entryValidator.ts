import {
  collisionKey,
  drivePrefixProblem,
  unsafeNameProblem,
  windowsNameProblem,
} from '../../shared/portableName';
import { quoteName, refuseArchive } from './archiveRefusal';
import type { RawTarEntry, SafeEntry, UnpackLimits } from './unpackedArchive';

type Kind = SafeEntry['kind'];

/**
 * What an archive may hold, over all of its entries. Refuses (`Refusal`) what leads out of the
 * folder, what would be one file on some system, and what is more than the limits.
 */
export class EntryValidator {
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
  validate(raw: RawTarEntry): SafeEntry {
    if (++this.#entries > this.#limits.entries)
      refuseArchive(`it holds more than ${this.#limits.entries} entries`);
    const path = this.#checkPath(raw.path, raw.kind === 'folder');
    if (raw.kind === 'file' && (raw.mode & 0o6000) !== 0)
      refuseArchive(`${quoteName(path)} would run as another user`);
    const target = this.#checkTarget(raw, path);
    this.#countBytes(raw.kind === 'hard-link' ? this.#linkedBytes(target) : raw.bytes);
    const executable = (raw.mode & 0o100) !== 0;
    const entry = { kind: raw.kind, path, target, bytes: raw.bytes, executable };
    this.#register(entry);
    if (entry.kind === 'link') this.#links.push(entry);
    return entry;
  }

  /** All entries were added: no link may lead through another, for then its `..` would mislead. */
  end(): void {
    const targets = new Map(this.#links.map(({ path, target }) => [path, target]));
    for (const { path, target } of this.#links) {
      const parts = resolveLink(path, target);
      for (let length = 1; length < parts.length; length++) {
        const through = this.#seen.get(collisionKey(parts.slice(0, length).join('/')));
        if (through && through.kind !== 'folder')
          refuseArchive(`the link ${quoteName(path)} leads through ${quoteName(through.path)}`);
      }
      checkLinkCycle(path, targets);
    }
  }

  #countBytes(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#limits.bytes)
      refuseArchive(`it would become more than ${Math.floor(this.#limits.bytes / 1024 ** 2)} MiB`);
  }

  #checkPath(name: string, isFolder: boolean): string {
    const plain = isFolder ? name.replace(/\/+$/, '') : name;
    if (name.startsWith('/') || drivePrefixProblem(name) !== undefined)
      refuseArchive(`the path ${quoteName(name)} is absolute`);
    const parts = plain.split('/').filter(part => part !== '' && part !== '.');
    if (parts.length === 0 && isFolder) return '';
    if (parts.length === 0 || (!isFolder && name.endsWith('/')))
      refuseArchive(`the path ${quoteName(name)} is not safe: it is not a name`);
    if (parts.length > this.#limits.depth)
      refuseArchive(`its folders are more than ${this.#limits.depth} deep`);
    for (const part of parts) {
      const problem =
        unsafeNameProblem(part) ??
        (this.#platform === 'win32' ? windowsNameProblem(part) : undefined);
      if (problem !== undefined)
        refuseArchive(`the path ${quoteName(name)} is not safe: ${problem}`);
    }
    return parts.join('/');
  }

  #checkTarget(raw: RawTarEntry, path: string): string {
    if (raw.kind === 'hard-link') return this.#checkPath(raw.target, false);
    if (raw.kind !== 'link') return '';
    const target = raw.target.replace(/\/+$/, '');
    const refuseEscape = () => refuseArchive(`the link ${quoteName(path)} leads out of the folder`);
    if (raw.target === '') refuseArchive(`the link ${quoteName(path)} has an unsafe target: ""`);
    if (raw.target.startsWith('/') || drivePrefixProblem(target) !== undefined) refuseEscape();
    const parts = target.split('/');
    let parentSteps = 0;
    while (parts[parentSteps] === '..') parentSteps++;
    if (parentSteps > path.split('/').length - 1) refuseEscape();
    const inner = parts.slice(parentSteps).filter(part => part !== '' && part !== '.');
    for (const part of inner)
      if (unsafeNameProblem(part) !== undefined)
        refuseArchive(`the link ${quoteName(path)} has an unsafe target: ${quoteName(raw.target)}`);
    return [...parts.slice(0, parentSteps), ...inner].join('/') || '.';
  }

  #linkedBytes(target: string): number {
    const linked = this.#seen.get(collisionKey(target));
    if (linked?.path !== target || (linked.kind !== 'file' && linked.kind !== 'hard-link'))
      return refuseArchive(`a hard link leads to ${quoteName(target)}, which is no file before it`);
    return linked.bytes;
  }

  #register({ kind, path, bytes, target }: SafeEntry): void {
    if (path === '') return;
    this.#registerParents(path);
    const size = kind === 'hard-link' ? this.#linkedBytes(target) : bytes;
    this.#registerPath(path, kind, size);
  }

  #registerParents(path: string): void {
    const end = path.lastIndexOf('/');
    const parent = path.slice(0, Math.max(0, end));
    if (end === -1 || this.#folders.has(parent)) return;
    this.#registerParents(parent);
    this.#registerPath(parent, 'folder', 0);
    this.#folders.add(parent);
  }

  #registerPath(path: string, kind: Kind, bytes: number): void {
    const key = collisionKey(path);
    const existing = this.#seen.get(key);
    if (existing && existing.path !== path)
      refuseArchive(
        `${quoteName(existing.path)} and ${quoteName(path)} are one file on some systems`,
      );
    if (existing && existing.kind !== 'folder' && kind === 'folder')
      refuseArchive(`${quoteName(path)} is a folder and something else`);
    if (existing && kind !== 'folder') refuseArchive(`it holds ${quoteName(path)} twice`);
    if (!existing) this.#seen.set(key, { path, kind, bytes });
  }
}

/** The parts of the path that a link leads to. */
function resolveLink(path: string, target: string): string[] {
  const parts = path.split('/').slice(0, -1);
  for (const part of target.split('/'))
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  return parts;
}

function checkLinkCycle(start: string, targets: ReadonlyMap<string, string>): void {
  let at = start;
  for (let steps = 0; steps < 40; steps++) {
    const target = targets.get(at);
    if (target === undefined) return;
    at = resolveLink(at, target).join('/');
  }
  refuseArchive(`the link ${quoteName(start)} leads in a circle`);
}
