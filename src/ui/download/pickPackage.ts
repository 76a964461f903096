import * as vscode from 'vscode';
import type { CodeArtifact } from '../../core/codeArtifact';
import type { Package, Repository } from '../../core/coordinates';
import { isCancelled } from '../../core/failure';
import { nameProblem } from '../../core/nameRules';
import { visibleText } from '../../shared/visibleText';
import { PackageSearch } from './packageSearch';

interface PackageItem extends vscode.QuickPickItem {
  /** Absent in the entry that loads more. */
  readonly of?: Package;
}

type Load = (prefix: string, signal: AbortSignal) => Promise<void>;

/** Names are typed faster than they need to be looked up. */
const restMs = 250;

/**
 * Asks for a package of a repository. Shown are the first ones; what is typed is looked up as the
 * beginning of a name, and more are a choice away, so that every package can be reached.
 */
export async function pickPackage(
  api: Pick<CodeArtifact, 'packages'>,
  repository: Repository,
): Promise<Package | undefined> {
  const search = new PackageSearch((prefix, next, signal) =>
    api.packages(repository, prefix === '' ? {} : { packagePrefix: prefix }, next, signal),
  );
  const picking = new Picking(search);
  try {
    return await picking.picked();
  } finally {
    picking.dispose();
  }
}

class Picking {
  readonly #pick = vscode.window.createQuickPick<PackageItem>();
  readonly #search: PackageSearch;
  #asking = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(search: PackageSearch) {
    this.#search = search;
    this.#pick.placeholder = vscode.l10n.t('Compare with the versions of which package?');
    this.#pick.matchOnDescription = true;
    this.#pick.keepScrollPosition = true;
  }

  /** Undefined when the person leaves. Rejects where the service does not answer. */
  picked(): Promise<Package | undefined> {
    return new Promise((resolve, reject) => {
      const load = (run: Load) => void this.#load(run).catch(reject);
      const start: Load = (prefix, signal) => this.#search.start(prefix, signal);
      const more: Load = (prefix, signal) => this.#search.more(prefix, signal);
      this.#pick.onDidHide(() => resolve(undefined));
      this.#pick.onDidAccept(() => {
        const [item] = this.#pick.selectedItems;
        if (item?.of) resolve(item.of);
        else if (item) load(more);
      });
      this.#pick.onDidChangeValue(() => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(load, restMs, start);
      });
      this.#pick.show();
      load(start);
    });
  }

  /** Ends what is still asked. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.#pick.dispose();
  }

  /** What was asked for another beginning is dropped. */
  async #load(run: Load): Promise<void> {
    this.#asking.abort();
    const asking = (this.#asking = new AbortController());
    const typed = this.#pick.value.trim();
    // What cannot be in a name is not looked up: the service would refuse it.
    const prefix = nameProblem('package', typed) ? '' : typed;
    const known = this.#search.found.length;
    this.#pick.busy = true;
    try {
      await run(prefix, asking.signal);
    } catch (error) {
      if (asking.signal.aborted || isCancelled(error)) return;
      throw error;
    }
    if (asking.signal.aborted) return;
    this.#pick.busy = false;
    this.#show(prefix, known);
  }

  #show(prefix: string, known: number): void {
    const [active] = this.#pick.activeItems;
    const items: PackageItem[] = this.#search.found.map(of => ({
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
    this.#pick.items = items;
    // Who has just asked for more goes on with the first of them.
    const first = active && (active.of ? items.find(it => it.of === active.of) : items[known]);
    if (first) this.#pick.activeItems = [first];
  }
}
