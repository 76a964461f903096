import { lstat as lstatBack, lstatSync, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { errnoOf, toFileFailure } from '../../files/fileErrors';
import { DiskCallScheduler } from '../../files/diskCallScheduler';
import { isFailure } from '../../core/failure';
import type { ExcludedEntry } from './archivePlan';
import { fileIdentityOf } from '../../files/fileIdentity';
import { fileKey } from './excludeAliases';
import { FolderSizeMeter } from './folderSizeMeter';
import type { ArchivePlanBuilder } from './archivePlanBuilder';
import { readIgnoreScope } from './ignoreFiles';
import { toByteString, findDecidingRule, type IgnoreScope } from './ignoreRules';
import { inspectFile } from './inspectFile';
import { classifyFileName, isSecretFolder } from './secretFiles';
import { readLink } from './readLink';
import { describeBuildOutput, findDefaultExclusion } from './defaultExclusions';

/** `FileHandle` and `fs.promises` make objects and promises of their own for each call. */
const lstat = promisify<string, Stats>(lstatBack);

/** What a walk is about. */
export interface WalkOptions {
  /** A real path. */
  readonly root: string;
  /** What the root is called in the archive; empty for nothing. */
  readonly top: string;
  readonly gitIgnore: boolean;
  readonly confirmedSecrets: ReadonlySet<string>;
  /** Whether the root itself is a confirmed secret, so that all in it is wanted. */
  readonly isConfirmed: boolean;
  /** Real paths of files that are known to hold tokens. */
  readonly tokenFiles: ReadonlySet<string>;
}

/** A folder that is to be looked into. */
interface PendingFolder {
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
const maxEntryConcurrency = 32;
const maxFolderConcurrency = 4;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Looks at everything in and below a folder. What goes wrong becomes a problem of the plan. */
export class TreeWalker {
  readonly #options: WalkOptions;
  readonly #builder: ArchivePlanBuilder;
  readonly #signal: AbortSignal;
  readonly #folderSizes = new FolderSizeMeter(10_000);
  readonly #pendingFolders: PendingFolder[] = [];
  readonly #disk = new DiskCallScheduler();

  constructor(options: WalkOptions, builder: ArchivePlanBuilder, signal: AbortSignal) {
    this.#options = options;
    this.#builder = builder;
    this.#signal = signal;
  }

  async run(gitAbove: IgnoreScope | undefined): Promise<void> {
    const { root, top, isConfirmed } = this.#options;
    const start = { source: root, path: top, below: '', own: undefined, git: gitAbove };
    this.#pendingFolders.push({ ...start, confirmed: isConfirmed });
    while (this.#pendingFolders.length > 0 && !this.#builder.isFull()) {
      this.#signal.throwIfAborted();
      await Promise.all(
        this.#pendingFolders.splice(-maxFolderConcurrency).map(it => this.#visitFolder(it)),
      );
    }
  }

  async #visitFolder(pending: PendingFolder): Promise<void> {
    const names = await this.#readNames(pending);
    const folder = { ...pending, ...(await this.#readScopes(pending, names)) };
    for (let at = 0; at < names.length; at += maxEntryConcurrency) {
      this.#signal.throwIfAborted();
      const batch = names.slice(at, at + maxEntryConcurrency);
      await Promise.all(batch.map(name => this.#visitEntry(folder, name, names)));
    }
  }

  /** Names are read as bytes: what is no UTF-8 would come back as another name. */
  async #readNames({ source, path: inArchive }: PendingFolder): Promise<readonly string[]> {
    const read = await readdir(source, { encoding: 'buffer' }).catch((error: unknown) => {
      this.#addUnreadable(inArchive === '' ? source : inArchive, error);
      return [];
    });
    return read.flatMap(bytes => {
      try {
        return [utf8.decode(bytes)];
      } catch {
        const shown = join(inArchive, bytes.toString('latin1'));
        this.#builder.addProblem('name-not-portable', shown, 'its name is not UTF-8');
        return [];
      }
    });
  }

  async #readScopes(
    { source, path: shown, below, own, git }: PendingFolder,
    names: readonly string[],
  ) {
    const where = { below, shown };
    const read = (file: string, outer: IgnoreScope | undefined) =>
      names.includes(file) ? readIgnoreScope(source, file, where, outer) : outer;
    return {
      own: await read('.codeartifactignore', own),
      git: this.#options.gitIgnore ? await read('.gitignore', git) : undefined,
    };
  }

  async #visitEntry(folder: PendingFolder, name: string, names: readonly string[]): Promise<void> {
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
      if (errnoOf(error) !== 'ENOENT') this.#addUnreadable(inArchive, error);
      return;
    }
    const exclusion = this.#findExclusion(folder, name, stats.isDirectory(), names);
    if (exclusion) await this.#exclude(source, inArchive, stats, exclusion);
    else if (stats.isDirectory()) await this.#enterFolder(folder, source, inArchive, stats);
    else if (stats.isSymbolicLink()) await this.#addLink(source, inArchive, stats);
    else if (stats.isFile()) await this.#addFile(folder, source, inArchive, stats);
    else await this.#exclude(source, inArchive, stats, { reason: 'special-file' });
  }

  #findExclusion(
    folder: PendingFolder,
    name: string,
    isFolder: boolean,
    names: readonly string[],
  ): Pick<ExcludedEntry, 'reason' | 'rule'> | undefined {
    const defaultReason = findDefaultExclusion(name);
    if (defaultReason) return { reason: defaultReason };
    if (folder.confirmed) return undefined;
    const below = folder.below + toByteString(name);
    const rule =
      findDecidingRule(folder.own, below, isFolder) ??
      findDecidingRule(folder.git, below, isFolder);
    if (rule) return rule.negated ? undefined : { reason: 'ignored', rule: rule.description };
    const buildOutput = isFolder ? describeBuildOutput(name, names) : undefined;
    return buildOutput === undefined ? undefined : { reason: 'build-output', rule: buildOutput };
  }

  async #enterFolder(
    folder: PendingFolder,
    source: string,
    inArchive: string,
    stats: Stats,
  ): Promise<void> {
    const name = path.basename(source);
    const isSecret = isSecretFolder(name) && !folder.confirmed;
    if (isSecret && !this.#isConfirmed(inArchive))
      return this.#exclude(source, inArchive, stats, { reason: 'secret' });
    this.#builder.add({ kind: 'folder', path: inArchive });
    const below = `${folder.below}${toByteString(name)}/`;
    const isConfirmed = folder.confirmed || isSecret;
    this.#pendingFolders.push({
      ...folder,
      source,
      path: inArchive,
      below,
      confirmed: isConfirmed,
    });
  }

  async #addLink(source: string, inArchive: string, stats: Stats): Promise<void> {
    const link = await readLink(source, this.#options.root);
    if ('reason' in link)
      await this.#exclude(source, inArchive, stats, { reason: link.reason, rule: link.rawTarget });
    else {
      this.#builder.add({ kind: 'link', path: inArchive, source, ...link });
      if (!this.#isConfirmed(inArchive)) await this.#addSecretTarget(source, inArchive);
    }
  }

  /** A file that a link calls `.env` is a secret, whatever its own name is. */
  async #addSecretTarget(source: string, inArchive: string): Promise<void> {
    if (classifyFileName(path.basename(source)) !== 'secret') return;
    const target = await stat(source).catch(() => undefined);
    if (target?.isFile()) this.#builder.secretFiles.set(fileKey(fileIdentityOf(target)), inArchive);
  }

  async #addFile(
    folder: PendingFolder,
    source: string,
    inArchive: string,
    stats: Stats,
  ): Promise<void> {
    const isConfirmed = folder.confirmed || this.#isConfirmed(inArchive);
    const verdict = isConfirmed
      ? undefined
      : await inspectFile(source, path.basename(source), stats, this.#options.tokenFiles);
    if (verdict)
      await this.#exclude(source, inArchive, stats, { reason: 'secret', ...verdict.finding });
    else addFile(this.#builder, source, inArchive, stats);
  }

  #isConfirmed(inArchive: string): boolean {
    return this.#options.confirmedSecrets.has(inArchive);
  }

  async #exclude(
    source: string,
    inArchive: string,
    stats: Stats,
    exclusion: Pick<ExcludedEntry, 'reason' | 'rule' | 'line'>,
  ): Promise<void> {
    const measured = stats.isDirectory()
      ? await this.#folderSizes.measure(source, this.#signal)
      : stats.size;
    const hasSize = measured !== undefined && (stats.isDirectory() || stats.isFile());
    this.#builder.exclude(
      {
        path: inArchive,
        kind: kindOf(stats),
        ...exclusion,
        ...(hasSize ? { bytes: measured } : {}),
      },
      stats,
    );
  }

  #addUnreadable(displayPath: string, error: unknown): void {
    const failure = toFileFailure(error, displayPath, 'file-unreadable');
    if (!isFailure(failure)) throw error;
    this.#builder.addProblem(
      'unreadable',
      displayPath,
      failure.details.reason ?? 'it cannot be read',
    );
  }
}

/** Adds a regular file, and a problem where its mode does not let us read it. */
export function addFile(
  builder: ArchivePlanBuilder,
  source: string,
  inArchive: string,
  stats: Stats,
): void {
  const executable = (stats.mode & 0o100) !== 0;
  builder.add({
    kind: 'file',
    path: inArchive,
    source,
    executable,
    identity: fileIdentityOf(stats),
  });
  if (!hasReadPermission(stats))
    builder.addProblem('unreadable', inArchive, 'you have no permission');
}

const user = process.getuid?.();

/** By owner and mode alone: access lists may allow or forbid more, which packing finds out. */
function hasReadPermission({ mode, uid }: Stats): boolean {
  if (user === undefined || user === 0) return true;
  return user !== uid || (mode & 0o400) !== 0;
}

const join = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);

function kindOf(stats: Stats) {
  if (stats.isDirectory()) return 'folder';
  if (stats.isSymbolicLink()) return 'link';
  return stats.isFile() ? 'file' : 'special';
}
