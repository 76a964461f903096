import type { Page } from '../../core/codeArtifact';
import type { Package } from '../../core/coordinates';

/** Asks for a page of the packages whose names start with `prefix`. */
export type PackagePageLoader = (
  prefix: string,
  next: string | undefined,
  signal: AbortSignal,
) => Promise<Page<Package>>;

/** How far the packages of a prefix are known: where to go on, or undefined at their end. */
interface PrefixCursor {
  readonly next: string | undefined;
}

/**
 * The packages of a repository, page by page, as somebody types the beginning of a name. All that
 * was ever found stays; what is known whole is not asked for again.
 */
export class PackageSearch {
  readonly #loadPage: PackagePageLoader;
  readonly #packages = new Map<string, Package>();
  readonly #cursors = new Map<string, PrefixCursor>();

  constructor(loadPage: PackagePageLoader) {
    this.#loadPage = loadPage;
  }

  /** All that are known, of whichever beginning. */
  get packages(): readonly Package[] {
    return [...this.#packages.values()];
  }

  /** Whether there are more that start with `prefix` than those that are known. */
  hasMore(prefix: string): boolean {
    return !this.#isComplete(prefix);
  }

  /** Sees to it that the first page of those that start with `prefix` is known. */
  async loadFirstPage(prefix: string, signal: AbortSignal): Promise<void> {
    if (this.#isComplete(prefix) || this.#cursors.has(prefix)) return;
    await this.#fetchPage(prefix, undefined, signal);
  }

  /** Asks for the next page of those that start with `prefix`. */
  async loadNextPage(prefix: string, signal: AbortSignal): Promise<void> {
    if (!this.#isComplete(prefix))
      await this.#fetchPage(prefix, this.#cursors.get(prefix)?.next, signal);
  }

  async #fetchPage(prefix: string, next: string | undefined, signal: AbortSignal): Promise<void> {
    const page = await this.#loadPage(prefix, next, signal);
    for (const it of page.items)
      this.#packages.set(JSON.stringify([it.format, it.namespace, it.package]), it);
    this.#cursors.set(prefix, { next: page.next });
  }

  /** Where all of a shorter beginning are known, all of the longer one are. */
  #isComplete(prefix: string): boolean {
    return [...this.#cursors].some(
      ([known, { next }]) => next === undefined && prefix.startsWith(known),
    );
  }
}
