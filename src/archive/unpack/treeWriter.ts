import { constants } from 'node:fs';
import { copyFile, mkdir, open, symlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { SafeEntry } from './unpackedArchive';

/** Files up to this size are written next to each other. */
const maxBufferedBytes = 256 * 1024;
const concurrency = 4;

/**
 * Writes entries that passed the rules into an empty folder. Only new files are made, and links last,
 * so that nothing is ever written through one.
 */
export class TreeWriter {
  readonly #root: string;
  readonly #createdFolders = new Set<string>();
  readonly #links: SafeEntry[] = [];
  readonly #writing = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;
  #file:
    | { entry: SafeEntry; parts: Uint8Array[]; handle: FileHandle | undefined; left: number }
    | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /** The next entry, in the archive's order. */
  async writeEntry(entry: SafeEntry): Promise<void> {
    await this.#endFile();
    if (entry.kind === 'folder') return this.#createFolder(entry.path);
    await this.#createFolder(parentOf(entry.path));
    if (entry.kind === 'link') this.#links.push(entry);
    else if (entry.kind === 'hard-link') await this.#copy(entry);
    else await this.#beginFile(entry);
  }

  /** The next bytes of the last entry; not kept. */
  async writeBytes(bytes: Uint8Array): Promise<void> {
    const file = this.#file;
    if (!file) throw new Error('bytes without a file');
    file.left -= bytes.length;
    if (file.handle) await file.handle.writeFile(bytes);
    else file.parts.push(Uint8Array.from(bytes));
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    await this.#endFile();
    await this.#allWritten();
    for (const { path: link, target } of this.#links) await symlink(target, this.#resolve(link));
  }

  /** Waits until nothing of it runs any more, and closes what is open. Never throws. */
  async settle(): Promise<void> {
    await this.#file?.handle?.close().catch(() => undefined);
    this.#file = undefined;
    await Promise.allSettled(this.#writing);
  }

  #resolve(inArchive: string): string {
    return path.join(this.#root, ...inArchive.split('/'));
  }

  async #createFolder(folder: string): Promise<void> {
    if (folder === '' || this.#createdFolders.has(folder)) return;
    await this.#createFolder(parentOf(folder));
    await mkdir(this.#resolve(folder));
    this.#createdFolders.add(folder);
  }

  async #beginFile(entry: SafeEntry): Promise<void> {
    const isBuffered = entry.bytes <= maxBufferedBytes;
    const handle = isBuffered
      ? undefined
      : await createFile(this.#resolve(entry.path), entry.executable);
    this.#file = { entry, parts: [], handle, left: entry.bytes };
  }

  async #endFile(): Promise<void> {
    const file = this.#file;
    if (!file) return;
    this.#file = undefined;
    if (file.handle) return file.handle.close();
    if (this.#failure) throw this.#failure.error;
    const writing = this.#writeSmall(file.entry, file.parts).catch((error: unknown) => {
      this.#failure ??= { error };
    });
    this.#writing.add(writing);
    void writing.then(() => this.#writing.delete(writing));
    if (this.#writing.size >= concurrency) await Promise.race(this.#writing);
  }

  async #writeSmall(entry: SafeEntry, parts: readonly Uint8Array[]): Promise<void> {
    const handle = await createFile(this.#resolve(entry.path), entry.executable);
    try {
      if (entry.bytes > 0) await handle.writeFile(Buffer.concat(parts));
    } finally {
      await handle.close();
    }
  }

  async #copy({ target, path: copy }: SafeEntry): Promise<void> {
    await this.#allWritten();
    await copyFile(this.#resolve(target), this.#resolve(copy), constants.COPYFILE_EXCL);
  }

  async #allWritten(): Promise<void> {
    await Promise.all(this.#writing);
    if (this.#failure) throw this.#failure.error;
  }
}

const parentOf = (inArchive: string) => inArchive.slice(0, Math.max(0, inArchive.lastIndexOf('/')));

/** Of the archive's modes only "may be executed" counts, as with git; the user's umask applies. */
function createFile(file: string, executable: boolean): Promise<FileHandle> {
  return open(file, 'wx', executable ? 0o777 : 0o666);
}
