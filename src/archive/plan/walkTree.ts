import { lstat as lstatBack, lstatSync, type Stats } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { errnoOf, toFailure } from '../../files/errors';
import { QuickDisk } from '../../files/quickDisk';
import { isFailure } from '../../core/failure';
import type { LeftOutReason } from './archivePlan';
import { identityOf } from '../../files/fileIdentity';
import { FolderBytes } from './folderBytes';
import type { Found } from './found';
import { scopeOf } from './ignoreFiles';
import { asBytes, decidingRule, type IgnoreScope } from './ignoreRules';
import { holdsSecret, isSecretFolder, lookBytes, secretByName } from './looksSecret';
import { readLink } from './readLink';
import { buildOutputBeside, neverPacked } from './usualRules';

/** `FileHandle` and `fs.promises` make objects and promises of their own for each call. */
const lstat = promisify<string, Stats>(lstatBack);

/** What a walk is about. */
export interface Walk {
  /** A real path. */
  readonly root: string;
  /** What the root is called in the archive; empty for nothing. */
  readonly top: string;
  readonly gitIgnore: boolean;
  readonly confirmedSecrets: ReadonlySet<string>;
}

/** A folder that is to be looked into. */
interface Waiting {
  readonly source: string;
  /** In the archive. */
  readonly path: string;
  /** Below the root, bytes as characters, with a `/` at its end unless empty. */
  readonly below: string;
  readonly own: IgnoreScope | undefined;
  readonly git: IgnoreScope | undefined;
  /** A secret folder that was confirmed: all in it is meant. */
  readonly confirmed: boolean;
}

/** How many entries of a folder are looked at together, and how many folders. */
const atOnce = 32;
const foldersAtOnce = 4;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Looks at everything in and below a folder. What goes wrong becomes a problem of the plan. */
export class TreeWalk {
  readonly #walk: Walk;
  readonly #found: Found;
  readonly #signal: AbortSignal;
  readonly #folderBytes = new FolderBytes(10_000);
  readonly #waiting: Waiting[] = [];
  readonly #disk = new QuickDisk();

  constructor(walk: Walk, found: Found, signal: AbortSignal) {
    this.#walk = walk;
    this.#found = found;
    this.#signal = signal;
  }

  async run(gitAbove: IgnoreScope | undefined): Promise<void> {
    const { root, top } = this.#walk;
    const start = { source: root, path: top, below: '', own: undefined, git: gitAbove };
    this.#waiting.push({ ...start, confirmed: false });
    while (this.#waiting.length > 0 && !this.#found.isFull()) {
      this.#signal.throwIfAborted();
      await Promise.all(this.#waiting.splice(-foldersAtOnce).map(it => this.#folder(it)));
    }
  }

  async #folder(waiting: Waiting): Promise<void> {
    const names = await this.#names(waiting);
    const folder = { ...waiting, ...(await this.#scopes(waiting, names)) };
    for (let at = 0; at < names.length; at += atOnce) {
      this.#signal.throwIfAborted();
      const some = names.slice(at, at + atOnce);
      await Promise.all(some.map(name => this.#entry(folder, name, names)));
    }
  }

  /** Names are read as bytes: what is no UTF-8 would come back as another name. */
  async #names({ source, path: inArchive }: Waiting): Promise<readonly string[]> {
    const read = await readdir(source, { encoding: 'buffer' }).catch((error: unknown) => {
      this.#unreadable(inArchive === '' ? source : inArchive, error);
      return [];
    });
    return read.flatMap(bytes => {
      try {
        return [utf8.decode(bytes)];
      } catch {
        const shown = join(inArchive, bytes.toString('latin1'));
        this.#found.problem('name-not-portable', shown, 'its name is not UTF-8');
        return [];
      }
    });
  }

  async #scopes({ source, path: shown, below, own, git }: Waiting, names: readonly string[]) {
    const where = { below, shown };
    const read = (file: string, outer: IgnoreScope | undefined) =>
      names.includes(file) ? scopeOf(source, file, where, outer) : outer;
    return {
      own: await read('.codeartifactignore', own),
      git: this.#walk.gitIgnore ? await read('.gitignore', git) : undefined,
    };
  }

  async #entry(folder: Waiting, name: string, names: readonly string[]): Promise<void> {
    const source = path.join(folder.source, name);
    const inArchive = join(folder.path, name);
    let stats: Stats;
    try {
      stats = await this.#disk.call(
        () => lstatSync(source),
        () => lstat(source),
      );
    } catch (error) {
      // It was deleted since the folder was read.
      if (errnoOf(error) !== 'ENOENT') this.#unreadable(inArchive, error);
      return;
    }
    const left = this.#leftOut(folder, name, stats.isDirectory(), names);
    if (left) await this.#leave(source, inArchive, stats, left.reason, left.rule);
    else if (stats.isDirectory()) await this.#goInto(folder, source, inArchive, stats);
    else if (stats.isSymbolicLink()) await this.#link(source, inArchive, stats);
    else if (stats.isFile()) await this.#file(folder, source, inArchive, stats);
    else await this.#leave(source, inArchive, stats, 'special-file');
  }

  #leftOut(
    folder: Waiting,
    name: string,
    isFolder: boolean,
    names: readonly string[],
  ): { reason: LeftOutReason; rule?: string } | undefined {
    const never = neverPacked(name);
    if (never) return { reason: never };
    if (folder.confirmed) return undefined;
    const below = folder.below + asBytes(name);
    const rule =
      decidingRule(folder.own, below, isFolder) ?? decidingRule(folder.git, below, isFolder);
    if (rule) return rule.negated ? undefined : { reason: 'ignored', rule: rule.says };
    const output = isFolder ? buildOutputBeside(name, names) : undefined;
    return output === undefined ? undefined : { reason: 'build-output', rule: output };
  }

  async #goInto(folder: Waiting, source: string, inArchive: string, stats: Stats): Promise<void> {
    const name = path.basename(source);
    const isSecret = isSecretFolder(name) && !folder.confirmed;
    if (isSecret && !this.#isConfirmed(inArchive))
      return this.#leave(source, inArchive, stats, 'secret');
    this.#found.add({ kind: 'folder', path: inArchive });
    const below = `${folder.below}${asBytes(name)}/`;
    const confirmed = folder.confirmed || isSecret;
    this.#waiting.push({ ...folder, source, path: inArchive, below, confirmed });
  }

  async #link(source: string, inArchive: string, stats: Stats): Promise<void> {
    const link = await readLink(source, this.#walk.root);
    if ('reason' in link) await this.#leave(source, inArchive, stats, link.reason, link.readTarget);
    else this.#found.add({ kind: 'link', path: inArchive, source, ...link });
  }

  async #file(folder: Waiting, source: string, inArchive: string, stats: Stats): Promise<void> {
    const confirmed = folder.confirmed || this.#isConfirmed(inArchive);
    if (!confirmed && (await isSecretFile(source, stats)))
      await this.#leave(source, inArchive, stats, 'secret');
    else addFile(this.#found, source, inArchive, stats);
  }

  #isConfirmed(inArchive: string): boolean {
    return this.#walk.confirmedSecrets.has(inArchive);
  }

  async #leave(
    source: string,
    inArchive: string,
    stats: Stats,
    reason: LeftOutReason,
    rule?: string,
  ): Promise<void> {
    const measured = stats.isDirectory()
      ? await this.#folderBytes.of(source, this.#signal)
      : stats.size;
    const counts = measured !== undefined && (stats.isDirectory() || stats.isFile());
    const facts = {
      ...(counts ? { bytes: measured } : {}),
      ...(rule === undefined ? {} : { rule }),
    };
    this.#found.leftOut.push({ path: inArchive, kind: kindOf(stats), reason, ...facts });
  }

  #unreadable(place: string, error: unknown): void {
    const failure = toFailure(error, place, 'file-unreadable');
    if (!isFailure(failure)) throw error;
    this.#found.problem('unreadable', place, failure.details.reason ?? 'it cannot be read');
  }
}

/** Adds a regular file, and a problem where its mode does not let us read it. */
export function addFile(found: Found, source: string, inArchive: string, stats: Stats): void {
  const executable = (stats.mode & 0o100) !== 0;
  found.add({ kind: 'file', path: inArchive, source, executable, identity: identityOf(stats) });
  if (!mayRead(stats)) found.problem('unreadable', inArchive, 'you have no permission');
}

const user = process.getuid?.();

/** By owner and mode alone: access lists may allow or forbid more, which packing finds out. */
function mayRead({ mode, uid }: Stats): boolean {
  if (user === undefined || user === 0) return true;
  return user !== uid || (mode & 0o400) !== 0;
}

const join = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);

function kindOf(stats: Stats) {
  if (stats.isDirectory()) return 'folder';
  if (stats.isSymbolicLink()) return 'link';
  return stats.isFile() ? 'file' : 'special';
}

/** Whether a file looks like a secret, by its name and, where that is not enough, its beginning. */
export async function isSecretFile(source: string, stats: Stats): Promise<boolean> {
  const name = path.basename(source);
  const verdict = secretByName(name);
  if (verdict !== 'look-inside') return verdict === 'secret';
  if (stats.size === 0) return false;
  try {
    const file = await open(source, 'r');
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(lookBytes), 0, lookBytes, 0);
      return holdsSecret(name, buffer.toString('utf8', 0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
