import type { Page } from '../../core/codeArtifact';
import type { Package } from '../../core/coordinates';

/** Asks for a page of the packages whose names start with `prefix`. */
export type AskPackages = (
  prefix: string,
  next: string | undefined,
  signal: AbortSignal,
) => Promise<Page<Package>>;

/** How far the packages of a prefix are known: where to go on, or undefined at their end. */
interface Reached {
  readonly next: string | undefined;
}

/**
 * The packages of a repository, page by page, as somebody types the beginning of a name. All that
 * was ever found stays; what is known whole is not asked for again.
 */
export class PackageSearch {
  readonly #ask: AskPackages;
  readonly #found = new Map<string, Package>();
  readonly #reached = new Map<string, Reached>();

  constructor(ask: AskPackages) {
    this.#ask = ask;
  }

  /** All that are known, of whichever beginning. */
  get found(): readonly Package[] {
    return [...this.#found.values()];
  }

  /** Whether there are more that start with `prefix` than those that are known. */
  hasMore(prefix: string): boolean {
    return !this.#isWhole(prefix);
  }

  /** Sees to it that the first page of those that start with `prefix` is known. */
  async start(prefix: string, signal: AbortSignal): Promise<void> {
    if (this.#isWhole(prefix) || this.#reached.has(prefix)) return;
    await this.#page(prefix, undefined, signal);
  }

  /** Asks for the next page of those that start with `prefix`. */
  async more(prefix: string, signal: AbortSignal): Promise<void> {
    if (!this.#isWhole(prefix)) await this.#page(prefix, this.#reached.get(prefix)?.next, signal);
  }

  async #page(prefix: string, next: string | undefined, signal: AbortSignal): Promise<void> {
    const page = await this.#ask(prefix, next, signal);
    for (const it of page.items)
      this.#found.set(JSON.stringify([it.format, it.namespace, it.package]), it);
    this.#reached.set(prefix, { next: page.next });
  }

  /** Where all of a shorter beginning are known, all of the longer one are. */
  #isWhole(prefix: string): boolean {
    return [...this.#reached].some(
      ([known, { next }]) => next === undefined && prefix.startsWith(known),
    );
  }
}
