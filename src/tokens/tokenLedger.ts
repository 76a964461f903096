import { readState, updateState } from '../files/stateFile';
import {
  addLedgerEntries,
  clearSignedOut,
  findLedgerEntry,
  markSignedOut,
  parseLedger,
  type Ledger,
  type LedgerEntry,
  type LedgerLocation,
} from './ledger';

/**
 * The file that records which tokens were written where, without the tokens themselves. All windows
 * share it. Its methods throw the failures of `readState` and `updateState`.
 */
export class TokenLedger {
  /** The path of the file. Other windows change it, too. */
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /** Reads what all windows have recorded. A file that does not exist is an empty ledger. */
  async read(signal: AbortSignal): Promise<Ledger> {
    return await readState(this.file, parseLedger, {}, signal);
  }

  /** Records tokens that have just been written. */
  async addEntries(entries: readonly LedgerEntry[], signal: AbortSignal): Promise<void> {
    await this.#update(ledger => addLedgerEntries(ledger, entries), signal);
  }

  /** Records that no window may fill these locations by itself. */
  async markSignedOut(locations: readonly LedgerLocation[], signal: AbortSignal): Promise<void> {
    await this.#update(ledger => markSignedOut(ledger, locations), signal);
  }

  /** Records that windows may fill these locations again. */
  async clearSignedOut(locations: readonly LedgerLocation[], signal: AbortSignal): Promise<void> {
    const { signedOut } = await this.read(signal);
    if (signedOut.length > 0)
      await this.#update(ledger => clearSignedOut(ledger, locations), signal);
  }

  /** A function that tells, by the ledger as it is now, whether a text is a token that was written by this extension. */
  async createTokenMatcher(signal: AbortSignal): Promise<(text: string) => boolean> {
    const ledger = await this.read(signal);
    return text => findLedgerEntry(ledger, text) !== undefined;
  }

  async #update(update: (ledger: Ledger) => Ledger, signal: AbortSignal): Promise<void> {
    await updateState(this.file, parseLedger, update, {}, signal);
  }
}
