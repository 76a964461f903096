/**
 * A value that must not be seen by accident: printing, logging, spreading or serialising it shows
 * `[secret]`. `reveal()` is the one way out, and easy to search for.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the place that must be given it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }
}
