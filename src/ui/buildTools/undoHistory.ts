import { readState, updateState } from '../../files/stateFile';
import type { PropertyEditRecord } from '../../gradle/propertyEdit';
import type { EditRecord } from '../../maven/settingsChange';

/** An edit of a settings.xml or gradle.properties that can be undone. */
export interface UndoEntry {
  readonly file: string;
  readonly record: EditRecord | PropertyEditRecord;
}

/** More than anybody undoes, and small: a record is a few hundred bytes. */
const maxUndoEntries = 20;

/**
 * The edits that *Undo Last Change* takes back, in a file that all windows share. Its methods throw
 * the failures of `readState` and `updateState`.
 */
export class UndoHistory {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** The most recent edit. */
  async last(signal: AbortSignal): Promise<UndoEntry | undefined> {
    return (await readState(this.#file, parseUndoEntries, {}, signal)).at(-1);
  }

  /** Adds an edit. An edit without steps changed nothing and is not added. */
  async push(entry: UndoEntry, signal: AbortSignal): Promise<void> {
    if (entry.record.steps.length > 0)
      await this.#update(entries => [...entries, entry].slice(-maxUndoEntries), signal);
  }

  /** Removes the most recent edit after it was undone. */
  async dropLast(signal: AbortSignal): Promise<void> {
    await this.#update(entries => entries.slice(0, -1), signal);
  }

  async #update(
    update: (entries: readonly UndoEntry[]) => readonly UndoEntry[],
    signal: AbortSignal,
  ): Promise<void> {
    await updateState(this.#file, parseUndoEntries, update, {}, signal);
  }
}

function parseUndoEntries(json: unknown): readonly UndoEntry[] {
  return Array.isArray(json) ? json.filter(isUndoEntry) : [];
}

function isUndoEntry(value: unknown): value is UndoEntry {
  const { file, record } = (value ?? {}) as Partial<UndoEntry>;
  return typeof file === 'string' && record?.version === 1 && Array.isArray(record.steps);
}
