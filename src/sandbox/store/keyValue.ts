import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from './atomicFile';
import { LogFile, replay } from './logFile';
import { MemTable, type Entry } from './memTable';
import { merged } from './merged';
import { Table, writeTable } from './table';

interface Manifest {
  readonly table?: string;
  /** Oldest first; the last one is being written. */
  readonly logs: readonly string[];
  readonly next: number;
}

/** How large a log may grow before it is folded into the table; also what a start has to replay. */
const foldBytes = 4 * 1024 * 1024;

/**
 * An ordered map on disk, for one process at a time. It is a small log-structured merge tree: every
 * commit is one checked line appended to a log and applied in memory; a log that has grown is folded,
 * in the background, into a sorted table of which only an index is held in memory.
 *
 * Why not one file per record: a hundred thousand of them take long to make and to list in order.
 * Why not one JSON file: it is loaded and written whole. Why not SQLite: Node 20 has none, and
 * native modules would tie the bundle to a platform. All calls are synchronous on purpose: what one
 * request reads and writes without awaiting is a transaction that no other request can get between.
 *
 * What a `commit` returned from survives the death of the process at any point, because the
 * operating system has it. Logs are not synced to the medium at each commit: a power cut may lose
 * the last seconds, never the rest, which tables and the manifest (both synced) and the checks of
 * each line hold together.
 */
export class KeyValue {
  readonly #folder: string;
  readonly #guard: () => void;
  readonly #foldFailed: (error: Error) => void;
  #manifest: Manifest;
  #table: Table | undefined;
  #folding: MemTable | undefined;
  #recent = new MemTable();
  #log: LogFile;
  #fold: Promise<void> = Promise.resolve();
  #foldError: Error | undefined;
  #foldBytes = foldBytes;

  /**
   * Opens the map in `folder`, made if need be. `guard` runs before each commit and may throw;
   * `foldFailed` receives the error of a fold that failed in the background; the logs then hold everything.
   */
  constructor(
    folder: string,
    guard: () => void = () => undefined,
    foldFailed: (error: Error) => void = () => undefined,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#folder = folder;
    this.#guard = guard;
    this.#foldFailed = foldFailed;
    this.#manifest = readManifest(path.join(folder, 'CURRENT'));
    this.#sweep();
    if (this.#manifest.table !== undefined)
      this.#table = new Table(this.#path(this.#manifest.table));
    this.#log = this.#replayLogs();
  }

  /** The value of `key`, or `undefined`. */
  get(key: string): unknown {
    const recent = this.#recent.get(key) ?? undefined;
    if (recent !== undefined || this.#recent.get(key) === null) return recent;
    const folding = this.#folding?.get(key);
    if (folding !== undefined) return folding ?? undefined;
    return this.#table?.get(key);
  }

  /** Entries whose key starts with `prefix` and comes after `after`, in order. */
  *scan(prefix: string, after?: string): Generator<Entry> {
    const start = after === undefined || after < prefix ? prefix : after;
    for (const found of this.#from(start)) {
      if (found[0] === after) continue;
      if (!found[0].startsWith(prefix)) return;
      yield found;
    }
  }

  /** Throws `FatalError` once commits would not last, because the file that they go to was removed. */
  check(): void {
    this.#guard();
    this.#log.check();
  }

  /** Applies all changes or, when it throws, none; `null` deletes. They last once it returns. */
  commit(changes: readonly Entry[]): void {
    for (const [key] of changes)
      if (/[\t\n]/.test(key)) throw new Error('A key holds a tab or a line end');
    if (changes.length === 0) return;
    this.#guard();
    this.#log.append(changes);
    this.#recent.apply(changes);
    if (this.#log.bytes > this.#foldBytes) this.#startFold();
  }

  /** Folds everything into the table; what a start reads afterwards is its index alone. */
  async compact(): Promise<void> {
    await this.#fold;
    if (this.#recent.size > 0) this.#startFold();
    await this.#fold;
    if (this.#foldError !== undefined) throw this.#foldError;
  }

  /**
   * Runs `load`, which commits very much and calls `pause` now and then. The table is written anew
   * less often meanwhile, and once at the end.
   */
  async loading(load: (pause: () => Promise<void>) => Promise<void>): Promise<void> {
    this.#foldBytes = foldBytes * 8;
    try {
      await load(() => this.#fold);
    } finally {
      this.#foldBytes = foldBytes;
    }
    if (this.#log.bytes > foldBytes) await this.compact();
  }

  /** Ends background work and closes the files, ready for a fast start. */
  async close(): Promise<void> {
    await this.#fold;
    if (this.#log.bytes > foldBytes / 8) await this.compact().catch(() => undefined);
    this.#closeFiles();
  }

  /** Closes the files and leaves the folder as it is, as a death of the process would. */
  async abandon(): Promise<void> {
    await this.#fold;
    this.#closeFiles();
  }

  #closeFiles(): void {
    this.#log.close();
    this.#table?.close();
  }

  *#from(start: string): Generator<Entry> {
    const sources = [this.#recent, this.#folding, this.#table];
    const entries = sources.flatMap(source => (source ? [source.from(start)] : []));
    for (const found of merged(entries)) if (found[1] !== null) yield found;
  }

  /** Folds in the background, one fold at a time, and none after one that failed. */
  #startFold(): void {
    if (this.#folding || this.#foldError !== undefined) return;
    // The logs still hold everything. The next start folds them again.
    this.#fold = this.#foldNow().catch((cause: unknown) => {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      this.#foldError = error;
      this.#foldFailed(error);
    });
  }

  /** New commits go to a new log at once; the old one lives until the table that replaces it does. */
  async #foldNow(): Promise<void> {
    const { next, logs, table: oldName } = this.#manifest;
    const logName = `log-${next}`;
    const tableName = `table-${next}`;
    this.#switchLog(logName);
    this.#folding = this.#recent;
    this.#recent = new MemTable();
    const sources: Iterator<Entry>[] = [this.#folding.from('')];
    if (this.#table) sources.push(this.#table.lines(''));
    await writeTable(this.#path(tableName), withoutDeletions(merged(sources)));
    const table = new Table(this.#path(tableName));
    this.#record({ table: tableName, logs: [logName], next: next + 1 });
    const old = this.#table;
    this.#table = table;
    this.#folding = undefined;
    old?.close();
    for (const name of [...logs, oldName])
      if (name !== undefined) rmSync(this.#path(name), { force: true });
  }

  #switchLog(name: string): void {
    this.#guard();
    const log = new LogFile(this.#path(name), 0);
    try {
      const { logs, next } = this.#manifest;
      this.#record({ ...this.#manifest, logs: [...logs, name], next: next + 1 });
    } catch (error) {
      log.close();
      throw error;
    }
    this.#log.close();
    this.#log = log;
  }

  #replayLogs(): LogFile {
    const { logs } = this.#manifest;
    for (const [at, name] of logs.entries()) {
      const file = this.#path(name);
      const found = existsSync(file) ? replay(file) : undefined;
      for (const batch of found?.batches ?? []) this.#recent.apply(batch);
      if (at === logs.length - 1) return new LogFile(file, found?.goodBytes ?? 0);
    }
    throw new Error(`${this.#folder} names no log`);
  }

  #record(manifest: Manifest): void {
    this.#guard();
    writeAtomically(this.#path('CURRENT'), JSON.stringify(manifest));
    this.#manifest = manifest;
  }

  /** Removes what a process that died in the middle of a fold left behind. */
  #sweep(): void {
    const known = new Set(['CURRENT', this.#manifest.table, ...this.#manifest.logs]);
    for (const name of readdirSync(this.#folder))
      if (!known.has(name) && /^(table|log)-\d+$|\.tmp$/.test(name)) rmSync(this.#path(name));
  }

  #path(name: string): string {
    return path.join(this.#folder, name);
  }
}

function readManifest(file: string): Manifest {
  if (!existsSync(file)) return { logs: ['log-1'], next: 2 };
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

function* withoutDeletions(entries: Iterable<Entry>): Generator<Entry> {
  for (const found of entries) if (found[1] !== null) yield found;
}
