const windowMs = 3000;
const shortestMs = 300;

/** How fast something goes, over the last three seconds. */
export class SpeedMeter {
  #notes: { readonly bytes: number; readonly at: number }[] = [];

  /** So many bytes are done, in all. Fewer than before mean a new start. */
  note(bytes: number, atMs: number): void {
    if (bytes < (this.#notes.at(-1)?.bytes ?? 0)) this.#notes = [];
    this.#notes.push({ bytes, at: atMs });
    // One note from before the window stays: the speed is measured from there.
    while ((this.#notes[1]?.at ?? Infinity) < atMs - windowMs) this.#notes.shift();
  }

  /** Undefined while there is too little to tell by. */
  bytesPerSecond(atMs: number): number | undefined {
    const [first] = this.#notes;
    const last = this.#notes.at(-1);
    if (!first || !last || atMs - first.at < shortestMs) return undefined;
    return ((last.bytes - first.bytes) * 1000) / (atMs - first.at);
  }
}
