import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomically } from './writeFileAtomically';
import { WriteAheadLog, replayLog } from './writeAheadLog';
import { MemTable, type Entry } from './memTable';
import { mergeSorted } from './mergeSorted';
import { SortedTable, writeSortedTable } from './sortedTable';

interface Manifest {
  readonly table?: string;
  /** Oldest first; the last one is being written. */
  readonly logs: readonly string[];
  readonly next: number;
}

/** How large a log may grow before it is folded into the table; also what a start has to replay. */
const compactionThresholdBytes = 4 * 1024 * 1024;

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
export class KeyValueStore {
  readonly #folder: string;
  readonly #checkOwnership: () => void;
  readonly #onCompactionError: (error: Error) => void;
  #manifest: Manifest;
  #table: SortedTable | undefined;
  #compactingTable: MemTable | undefined;
  #memTable = new MemTable();
  #log: WriteAheadLog;
  #compaction: Promise<void> = Promise.resolve();
  #compactionError: Error | undefined;
  #compactionThresholdBytes = compactionThresholdBytes;

  /**
   * Opens the map in `folder`, made if need be. `guard` runs before each commit and may throw;
   * `foldFailed` receives the error of a fold that failed in the background; the logs then hold everything.
   */
  constructor(
    folder: string,
    checkOwnership: () => void = () => undefined,
    onCompactionError: (error: Error) => void = () => undefined,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#folder = folder;
    this.#checkOwnership = checkOwnership;
    this.#onCompactionError = onCompactionError;
    this.#manifest = readManifest(path.join(folder, 'CURRENT'));
    this.#removeStaleFiles();
    if (this.#manifest.table !== undefined)
      this.#table = new SortedTable(this.#path(this.#manifest.table));
    this.#log = this.#replayLogs();
  }

  /** The value of `key`, or `undefined`. */
  get(key: string): unknown {
    const recent = this.#memTable.get(key) ?? undefined;
    if (recent !== undefined || this.#memTable.get(key) === null) return recent;
    const compacting = this.#compactingTable?.get(key);
    if (compacting !== undefined) return compacting ?? undefined;
    return this.#table?.get(key);
  }

  /** Entries whose key starts with `prefix` and comes after `after`, in order. */
  *scan(prefix: string, after?: string): Generator<Entry> {
    const start = after === undefined || after < prefix ? prefix : after;
    for (const entry of this.#entriesFrom(start)) {
      if (entry[0] === after) continue;
      if (!entry[0].startsWith(prefix)) return;
      yield entry;
    }
  }

  /** Throws `FatalError` once commits would not last, because the file that they go to was removed. */
  checkWritable(): void {
    this.#checkOwnership();
    this.#log.checkWritable();
  }

  /** Applies all changes or, when it throws, none; `null` deletes. They last once it returns. */
  commit(changes: readonly Entry[]): void {
    for (const [key] of changes)
      if (/[\t\n]/.test(key)) throw new Error('A key holds a tab or a line end');
    if (changes.length === 0) return;
    this.#checkOwnership();
    this.#log.append(changes);
    this.#memTable.apply(changes);
    if (this.#log.bytes > this.#compactionThresholdBytes) this.#startCompaction();
  }

  /** Folds everything into the table; what a start reads afterwards is its index alone. */
  async compact(): Promise<void> {
    await this.#compaction;
    if (this.#memTable.size > 0) this.#startCompaction();
    await this.#compaction;
    if (this.#compactionError !== undefined) throw this.#compactionError;
  }

  /**
   * Runs `load`, which commits very much and calls `pause` now and then. The table is written anew
   * less often meanwhile, and once at the end.
   */
  async bulkLoad(load: (waitForCompaction: () => Promise<void>) => Promise<void>): Promise<void> {
    this.#compactionThresholdBytes = compactionThresholdBytes * 8;
    try {
      await load(() => this.#compaction);
    } finally {
      this.#compactionThresholdBytes = compactionThresholdBytes;
    }
    if (this.#log.bytes > compactionThresholdBytes) await this.compact();
  }

  /** Ends background work and closes the files, ready for a fast start. */
  async close(): Promise<void> {
    await this.#compaction;
    if (this.#log.bytes > compactionThresholdBytes / 8) await this.compact().catch(() => undefined);
    this.#closeFiles();
  }

  /** Closes the files and leaves the folder as it is, as a death of the process would. */
  async closeUnchanged(): Promise<void> {
    await this.#compaction;
    this.#closeFiles();
  }

  #closeFiles(): void {
    this.#log.close();
    this.#table?.close();
  }

  *#entriesFrom(start: string): Generator<Entry> {
    const sources = [this.#memTable, this.#compactingTable, this.#table];
    const entries = sources.flatMap(source => (source ? [source.entriesFrom(start)] : []));
    for (const entry of mergeSorted(entries)) if (entry[1] !== null) yield entry;
  }

  /** Folds in the background, one fold at a time, and none after one that failed. */
  #startCompaction(): void {
    if (this.#compactingTable || this.#compactionError !== undefined) return;
    // The logs still hold everything. The next start folds them again.
    this.#compaction = this.#runCompaction().catch((cause: unknown) => {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      this.#compactionError = error;
      this.#onCompactionError(error);
    });
  }

  /** New commits go to a new log at once; the old one lives until the table that replaces it does. */
  async #runCompaction(): Promise<void> {
    const { next, logs, table: oldName } = this.#manifest;
    const logName = `log-${next}`;
    const tableName = `table-${next}`;
    this.#rotateLog(logName);
    this.#compactingTable = this.#memTable;
    this.#memTable = new MemTable();
    const sources: Iterator<Entry>[] = [this.#compactingTable.entriesFrom('')];
    if (this.#table) sources.push(this.#table.serializedEntriesFrom(''));
    await writeSortedTable(this.#path(tableName), withoutDeletions(mergeSorted(sources)));
    const table = new SortedTable(this.#path(tableName));
    this.#writeManifest({ table: tableName, logs: [logName], next: next + 1 });
    const old = this.#table;
    this.#table = table;
    this.#compactingTable = undefined;
    old?.close();
    for (const name of [...logs, oldName])
      if (name !== undefined) rmSync(this.#path(name), { force: true });
  }

  #rotateLog(name: string): void {
    this.#checkOwnership();
    const log = new WriteAheadLog(this.#path(name), 0);
    try {
      const { logs, next } = this.#manifest;
      this.#writeManifest({ ...this.#manifest, logs: [...logs, name], next: next + 1 });
    } catch (error) {
      log.close();
      throw error;
    }
    this.#log.close();
    this.#log = log;
  }

  #replayLogs(): WriteAheadLog {
    const { logs } = this.#manifest;
    for (const [at, name] of logs.entries()) {
      const file = this.#path(name);
      const replayed = existsSync(file) ? replayLog(file) : undefined;
      for (const batch of replayed?.batches ?? []) this.#memTable.apply(batch);
      if (at === logs.length - 1) return new WriteAheadLog(file, replayed?.validBytes ?? 0);
    }
    throw new Error(`${this.#folder} names no log`);
  }

  #writeManifest(manifest: Manifest): void {
    this.#checkOwnership();
    writeFileAtomically(this.#path('CURRENT'), JSON.stringify(manifest));
    this.#manifest = manifest;
  }

  /** Removes what a process that died in the middle of a fold left behind. */
  #removeStaleFiles(): void {
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
  for (const entry of entries) if (entry[1] !== null) yield entry;
}
