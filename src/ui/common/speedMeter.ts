const windowMs = 3000;
const minimumSpanMs = 300;

/** How fast something goes, over the last three seconds. */
export class SpeedMeter {
  #samples: { readonly bytes: number; readonly at: number }[] = [];

  /** So many bytes are done, in all. Fewer than before mean a new start. */
  record(bytes: number, atMs: number): void {
    if (bytes < (this.#samples.at(-1)?.bytes ?? 0)) this.#samples = [];
    this.#samples.push({ bytes, at: atMs });
    // One note from before the window stays: the speed is measured from there.
    while ((this.#samples[1]?.at ?? Infinity) < atMs - windowMs) this.#samples.shift();
  }

  /** Undefined while there is too little to tell by. */
  bytesPerSecond(atMs: number): number | undefined {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (!first || !last || atMs - first.at < minimumSpanMs) return undefined;
    return ((last.bytes - first.bytes) * 1000) / (atMs - first.at);
  }
}
