import * as vscode from 'vscode';
import type { CodeArtifact } from '../../core/codeArtifact';
import type { Package, Repository } from '../../core/coordinates';
import { isCancelled } from '../../core/failure';
import { findNameProblem } from '../../core/nameRules';
import { visibleText } from '../../shared/visibleText';
import { PackageSearch } from './packageSearch';

interface PackageItem extends vscode.QuickPickItem {
  /** Absent in the entry that loads more. */
  readonly of?: Package;
}

type LoadPackages = (prefix: string, signal: AbortSignal) => Promise<void>;

/** Names are typed faster than they need to be looked up. */
const debounceMs = 250;

/**
 * Asks for a package of a repository. Shown are the first ones; what is typed is looked up as the
 * beginning of a name, and more are a choice away, so that every package can be reached.
 */
export async function showPackagePicker(
  api: Pick<CodeArtifact, 'packages'>,
  repository: Repository,
): Promise<Package | undefined> {
  const search = new PackageSearch((prefix, next, signal) =>
    api.packages(repository, prefix === '' ? {} : { packagePrefix: prefix }, next, signal),
  );
  const picker = new PackagePicker(search);
  try {
    return await picker.show();
  } finally {
    picker.dispose();
  }
}

class PackagePicker {
  readonly #quickPick = vscode.window.createQuickPick<PackageItem>();
  readonly #search: PackageSearch;
  #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(search: PackageSearch) {
    this.#search = search;
    this.#quickPick.placeholder = vscode.l10n.t('Compare with the versions of which package?');
    this.#quickPick.matchOnDescription = true;
    this.#quickPick.keepScrollPosition = true;
  }

  /** Undefined when the person leaves. Rejects where the service does not answer. */
  show(): Promise<Package | undefined> {
    return new Promise((resolve, reject) => {
      const load = (run: LoadPackages) => void this.#runLoad(run).catch(reject);
      const start: LoadPackages = (prefix, signal) => this.#search.loadFirstPage(prefix, signal);
      const more: LoadPackages = (prefix, signal) => this.#search.loadNextPage(prefix, signal);
      this.#quickPick.onDidHide(() => resolve(undefined));
      this.#quickPick.onDidAccept(() => {
        const [item] = this.#quickPick.selectedItems;
        if (item?.of) resolve(item.of);
        else if (item) load(more);
      });
      this.#quickPick.onDidChangeValue(() => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(load, debounceMs, start);
      });
      this.#quickPick.show();
      load(start);
    });
  }

  /** Ends what is still asked. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#quickPick.dispose();
  }

  /** What was asked for another beginning is dropped. */
  async #runLoad(run: LoadPackages): Promise<void> {
    this.#abort.abort();
    const abort = (this.#abort = new AbortController());
    const typed = this.#quickPick.value.trim();
    // What cannot be in a name is not looked up: the service would refuse it.
    const prefix = findNameProblem('package', typed) ? '' : typed;
    const knownCount = this.#search.packages.length;
    this.#quickPick.busy = true;
    try {
      await run(prefix, abort.signal);
    } catch (error) {
      if (abort.signal.aborted || isCancelled(error)) return;
      throw error;
    }
    if (abort.signal.aborted) return;
    this.#quickPick.busy = false;
    this.#updateItems(prefix, knownCount);
  }

  #updateItems(prefix: string, knownCount: number): void {
    const [active] = this.#quickPick.activeItems;
    const items: PackageItem[] = this.#search.packages.map(of => ({
      label: visibleText(of.package),
      description: visibleText(of.namespace ?? of.format),
      of,
    }));
    const more =
      prefix === ''
        ? vscode.l10n.t('More…')
        : vscode.l10n.t('More that start with {0}…', visibleText(prefix));
    if (this.#search.hasMore(prefix))
      items.push({ label: `$(ellipsis) ${more}`, alwaysShow: true });
    this.#quickPick.items = items;
    // Who has just asked for more goes on with the first of them.
    const first = active && (active.of ? items.find(it => it.of === active.of) : items[knownCount]);
    if (first) this.#quickPick.activeItems = [first];
  }
}
