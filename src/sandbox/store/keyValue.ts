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
  #manifest: Manifest;
  #table: Table | undefined;
  #folding: MemTable | undefined;
  #recent = new MemTable();
  #log: LogFile;
  #fold: Promise<void> = Promise.resolve();
  #foldError: Error | undefined;
  #foldBytes = foldBytes;

  /** Opens the map in `folder`, made if need be. `guard` runs before each commit and may throw. */
  constructor(folder: string, guard: () => void = () => undefined) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#folder = folder;
    this.#guard = guard;
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

  /** Applies all changes or, when it throws, none; `null` deletes. They last once it returns. */
  commit(changes: readonly Entry[]): void {
    for (const [key] of changes)
      if (/[\t\n]/.test(key)) throw new Error('A key holds a tab or a line end');
    if (changes.length === 0) return;
    this.#guard();
    this.#log.append(changes);
    this.#recent.apply(changes);
    if (this.#log.bytes > this.#foldBytes && !this.#folding) this.#fold = this.#foldNow();
  }

  /** Folds everything into the table; what a start reads afterwards is its index alone. */
  async compact(): Promise<void> {
    await this.#fold;
    if (this.#recent.size > 0) this.#fold = this.#foldNow();
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
    this.#log.close();
    this.#table?.close();
  }

  *#from(start: string): Generator<Entry> {
    const sources = [this.#recent, this.#folding, this.#table];
    const entries = sources.flatMap(source => (source ? [source.from(start)] : []));
    for (const found of merged(entries)) if (found[1] !== null) yield found;
  }

  /** New commits go to a new log at once; the old one lives until the table that replaces it does. */
  async #foldNow(): Promise<void> {
    const { next, logs, table: oldName } = this.#manifest;
    const logName = `log-${next}`;
    const tableName = `table-${next}`;
    const log = new LogFile(this.#path(logName), 0);
    this.#record({ ...this.#manifest, logs: [...logs, logName], next: next + 1 });
    this.#log.close();
    this.#log = log;
    this.#folding = this.#recent;
    this.#recent = new MemTable();
    try {
      const sources: Iterator<Entry>[] = [this.#folding.from('')];
      if (this.#table) sources.push(this.#table.lines(''));
      await writeTable(this.#path(tableName), withoutDeletions(merged(sources)));
      const table = new Table(this.#path(tableName));
      this.#record({ table: tableName, logs: [logName], next: next + 1 });
      const old = this.#table;
      this.#table = table;
      this.#folding = undefined;
      old?.close();
      for (const name of [...logs, oldName]) if (name !== undefined) rmSync(this.#path(name));
    } catch (error) {
      // The logs still hold everything. The next start folds them again.
      this.#foldError = error instanceof Error ? error : new Error(String(error));
    }
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
