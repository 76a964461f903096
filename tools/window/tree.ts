import { setTimeout } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { centerOf, type Point } from './drag';
import { attemptTimeout, waitUntil, type CodeWindow } from './window';

/** A row of a tree as it is shown. */
export interface TreeRow {
  readonly index: string;
  readonly level: number;
  readonly label: string;
  readonly description: string;
  readonly expanded: boolean | undefined;
}

/** What is asked of an element in the page; this project has no types of the DOM. */
interface RowElement {
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): { readonly textContent: string | null } | null;
}

/** What a tree is asked to do in the page. */
interface ListElement {
  querySelector(selector: string): { dispatchEvent(event: unknown): boolean } | null;
}

/** Menus fade out after a click. */
const menuMilliseconds = 300;

/** How long a row may take to open after a click. */
const twistieMilliseconds = 5000;

/** How long scrolling up a long tree may take. */
const topMilliseconds = 5000;

/** How long rows may take to follow the wheel: when none comes, the end is reached. */
const scrollMilliseconds = 500;

/** How long each row of a path may take to be there and to open. */
const expandSeconds = 60;

/** Labels from the root down to a row, `['Sandbox', 'demo', 'webapp']`. */
export type RowPath = readonly string[];

/** The tree of one view, by the view's title. */
export class TreeView {
  readonly #window: CodeWindow;
  readonly #list: Locator;
  readonly #title: string;

  constructor(window: CodeWindow, title: string) {
    this.#window = window;
    this.#title = title;
    this.#list = window.page.getByRole('tree', { name: title });
  }

  /** The rows that the view shows without being scrolled. */
  async rows(): Promise<TreeRow[]> {
    const found = await this.#list
      .locator('.monaco-list-row')
      .evaluateAll((rows: readonly RowElement[]) =>
        rows.map(row => ({
          index: row.getAttribute('data-index') ?? '',
          level: Number(row.getAttribute('aria-level')),
          label: row.querySelector('.label-name')?.textContent ?? '',
          description: row.querySelector('.label-description')?.textContent ?? '',
          expanded: row.hasAttribute('aria-expanded')
            ? row.getAttribute('aria-expanded') === 'true'
            : undefined,
        })),
      );
    return found.sort((a, b) => Number(a.index) - Number(b.index));
  }

  /** Waits for a row; scrolls to it if need be. */
  async find(path: RowPath, seconds?: number): Promise<TreeRow> {
    const what = `${path.join(' › ')} in the view ${this.#title}`;
    return waitUntil(
      this.#window,
      what,
      () => this.#seen(path),
      seconds,
      () => this.#described(),
    );
  }

  /** Expands every row of `path`; what the window has closed in between is opened again. */
  async expand(path: RowPath): Promise<void> {
    const parts = path.map((_, index) => path.slice(0, index + 1));
    const shown = async () => {
      for (const part of parts) {
        const row = await this.#seen(part);
        if (row?.expanded === true) continue;
        if (row) await this.#turn(part, row);
        return false;
      }
      return true;
    };
    const what = `${path.join(' › ')} expanded`;
    const seconds = expandSeconds * parts.length;
    await waitUntil(this.#window, what, shown, seconds, () => this.#described());
  }

  /** Collapses a row. */
  async collapse(path: RowPath): Promise<void> {
    await waitUntil(this.#window, `${path.join(' › ')} collapsed`, async () => {
      const row = await this.#seen(path);
      if (row?.expanded === true) await this.#turn(path, row);
      return row?.expanded === false;
    });
  }

  /** The labels of what is below an expanded row, once there is something. */
  async childrenOf(path: RowPath): Promise<string[]> {
    return waitUntil(this.#window, `something below ${path.join(' › ')}`, async () => {
      const rows = await this.rows();
      const parent = at(rows, path);
      const below = parent && descendants(rows, parent).filter(it => it.level === parent.level + 1);
      return below && below.length > 0 ? below.map(({ label }) => label) : undefined;
    });
  }

  /** Clicks on a row. */
  async click(path: RowPath): Promise<void> {
    await this.#on(path, row => row.click(attemptTimeout));
  }

  /** Clicks on a row beside those that are selected. */
  async select(path: RowPath): Promise<void> {
    await this.#on(path, row => row.click({ modifiers: ['ControlOrMeta'], ...attemptTimeout }));
  }

  /** Where the middle of a row is, scrolled to if need be. */
  async place(path: RowPath): Promise<Point> {
    let place: Point | undefined;
    await this.#on(path, async row => {
      place = await centerOf(row);
    });
    if (!place) throw new Error(`${path.join(' › ')} has no place.`);
    return place;
  }

  /** Presses one of the buttons that a row shows under the mouse. */
  async press(path: RowPath, button: string): Promise<void> {
    await this.#on(path, async row => {
      await row.hover(attemptTimeout);
      await row
        .locator('.actions')
        .getByRole('button', { name: button })
        .first()
        .click(attemptTimeout);
    });
  }

  /** Chooses an entry of a row's context menu. */
  async choose(path: RowPath, entry: string): Promise<void> {
    const { page } = this.#window;
    await this.#on(path, async row => {
      await row.click({ button: 'right', ...attemptTimeout });
      const item = page.getByRole('menuitem', { name: entry }).first();
      try {
        await item.waitFor(attemptTimeout);
      } catch (error) {
        // An open menu would take the clicks of the next try.
        await page.keyboard.press('Escape');
        throw error;
      }
      // A menu takes no click in its first moments; it closes with the one that it takes.
      for (let click = 0; click === 0 || (await item.isVisible()); click++) {
        await item.click(attemptTimeout);
        await setTimeout(menuMilliseconds);
      }
    });
  }

  async #on(path: RowPath, act: (row: Locator) => Promise<void>): Promise<void> {
    await this.find(path);
    await waitUntil(this.#window, `a row to use: ${path.join(' › ')}`, async () => {
      const row = at(await this.rows(), path);
      if (!row) return false;
      await act(this.#row(row));
      return true;
    });
  }

  /** Clicks on the twistie of a row, and waits for what comes of it. */
  async #turn(path: RowPath, row: TreeRow): Promise<void> {
    await this.#row(row).locator('.monaco-tl-twistie').click(attemptTimeout);
    // A second click before the children have come would take the first one back.
    const end = Date.now() + twistieMilliseconds;
    while (Date.now() < end && at(await this.rows(), path)?.expanded === row.expanded);
  }

  /** The row as it is shown now, after at most one step of scrolling to it. */
  async #seen(path: RowPath): Promise<TreeRow | undefined> {
    return at(await this.rows(), path) ?? (await this.#scrolled(path));
  }

  /** The rows in words, for a message. */
  async #described(): Promise<string> {
    const rows = (await this.rows()).map(({ level, label, expanded }) => {
      const state = expanded === undefined ? '' : expanded ? ' (open)' : ' (closed)';
      return `${'›'.repeat(level - 1)}${label}${state}`;
    });
    return rows.length === 0 ? 'no rows' : rows.join(', ');
  }

  #row({ index }: TreeRow): Locator {
    return this.#list.locator(`.monaco-list-row[data-index="${index}"]`);
  }

  /** Goes through a long tree page by page, and starts anew at its end. */
  async #scrolled(path: RowPath): Promise<TreeRow | undefined> {
    const before = await this.rows();
    if (before.length === 0) return undefined;
    // Less than the height of a small view, so that no row is passed by.
    await this.#wheel(150);
    const end = Date.now() + scrollMilliseconds;
    while (Date.now() < end) {
      const rows = await this.rows();
      if (rows.at(-1)?.index !== before.at(-1)?.index) return at(rows, path);
    }
    return this.#fromTop(path);
  }

  /** Turns the wheel over the rows; under the mouse itself there may be a tooltip. */
  async #wheel(deltaY: number): Promise<void> {
    await this.#list.evaluate((list: ListElement, by) => {
      const { WheelEvent } = globalThis as unknown as {
        WheelEvent: new (type: string, facts: object) => unknown;
      };
      const turn = new WheelEvent('wheel', { deltaY: by, bubbles: true, cancelable: true });
      list.querySelector('.monaco-scrollable-element')?.dispatchEvent(turn);
    }, deltaY);
  }

  /** Scrolls up, and waits for it: the next scroll down would begin in between. */
  async #fromTop(path: RowPath): Promise<TreeRow | undefined> {
    const end = Date.now() + topMilliseconds;
    while (Date.now() < end) {
      const rows = await this.rows();
      if (rows[0]?.index === '0') return at(rows, path);
      await this.#wheel(-1000);
    }
    return undefined;
  }
}

function descendants(rows: readonly TreeRow[], parent: TreeRow): readonly TreeRow[] {
  const after = rows.slice(rows.indexOf(parent) + 1);
  const end = after.findIndex(({ level }) => level <= parent.level);
  return end === -1 ? after : after.slice(0, end);
}

/** The row at `path`, where its parents may have been scrolled out at the top. */
function at(rows: readonly TreeRow[], path: RowPath): TreeRow | undefined {
  const depth = path.length;
  const hasParents = (row: TreeRow): boolean => {
    let level = row.level;
    for (const above of rows.slice(0, rows.indexOf(row)).reverse()) {
      if (above.level >= level) continue;
      level = above.level;
      if (above.label !== path[level - 1]) return false;
    }
    return level === 1 || rows[0]?.index !== '0';
  };
  return rows.find(row => row.level === depth && row.label === path[depth - 1] && hasParents(row));
}
