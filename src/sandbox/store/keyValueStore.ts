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

/** The size at which a log is compacted into the table. It bounds what a start has to replay. */
const compactionThresholdBytes = 4 * 1024 * 1024;

/**
 * An ordered map on disk, for one process at a time. It is a small log-structured merge tree: each
 * commit appends one line with a checksum to a log and is applied in memory; a log that has grown is
 * compacted, in the background, into a sorted table of which only the index is in memory.
 *
 * One file for each record would be slow to create and to list for 100,000 packages; a single JSON
 * file would have to be read and written as a whole; Node.js 20 has no SQLite, and native modules
 * would tie the bundle to a platform. All calls are synchronous, so whatever a request reads and
 * writes without awaiting is a transaction.
 *
 * A commit survives the end of the process at any point after `commit` returns, because the operating
 * system has the bytes. Logs are not synced to disk at each commit: a power failure may lose the last
 * seconds. It does not damage older records, because tables and the manifest are synced and each line
 * of a log has a checksum.
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
   * Opens the map in `folder`, which is created if necessary. `checkOwnership` runs before each commit
   * and may throw. `onCompactionError` receives the error of a failed compaction, after which the logs
   * still hold all records.
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

  /** Throws `FatalError` when commits would be lost because the log or the folder was removed. */
  checkWritable(): void {
    this.#checkOwnership();
    this.#log.checkWritable();
  }

  /** Applies all changes or, when it throws, none; the value `null` deletes a key. */
  commit(changes: readonly Entry[]): void {
    for (const [key] of changes)
      if (/[\t\n]/.test(key)) throw new Error('A key must not contain a tab or a line end');
    if (changes.length === 0) return;
    this.#checkOwnership();
    this.#log.append(changes);
    this.#memTable.apply(changes);
    if (this.#log.bytes > this.#compactionThresholdBytes) this.#startCompaction();
  }

  /** Compacts all logs into the table, so that the next start reads only its index. */
  async compact(): Promise<void> {
    await this.#compaction;
    if (this.#memTable.size > 0) this.#startCompaction();
    await this.#compaction;
    if (this.#compactionError !== undefined) throw this.#compactionError;
  }

  /**
   * Runs `load`, which makes many commits and calls `waitForCompaction` from time to time. Compacts
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

  /** Waits for background work, compacts a log that would slow down the next start, and closes the files. */
  async close(): Promise<void> {
    await this.#compaction;
    if (this.#log.bytes > compactionThresholdBytes / 8) await this.compact().catch(() => undefined);
    this.#closeFiles();
  }

  /** Closes the files and leaves the folder as it is. */
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

  /** Starts a compaction in the background, unless one is running or has failed. */
  #startCompaction(): void {
    if (this.#compactingTable || this.#compactionError !== undefined) return;
    // The logs still hold all records, so the next start can try again.
    this.#compaction = this.#runCompaction().catch((cause: unknown) => {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      this.#compactionError = error;
      this.#onCompactionError(error);
    });
  }

  /** New commits go to a new log; the old one is deleted when the manifest names the new table. */
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

  /** Deletes the files of a compaction that was killed. */
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
