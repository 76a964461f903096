/** Of each file, by its absolute path, the lines that hold code, and whether each of them ran. */
export class LineCounts {
  readonly #files = new Map<string, Map<number, boolean>>();

  /** Notes that `line` of `file` holds code that `ran`, or did not. A line that ran once has run. */
  add(file: string, line: number, ran: boolean): void {
    const lines = this.#files.get(file) ?? new Map<number, boolean>();
    this.#files.set(file, lines);
    lines.set(line, ran || lines.get(line) === true);
  }

  /** Every file with its lines, sorted by path. */
  files(): [file: string, lines: ReadonlyMap<number, boolean>][] {
    return [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
