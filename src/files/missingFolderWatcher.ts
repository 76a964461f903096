import { stat } from 'node:fs/promises';

/** How often the folders are checked. */
const pollIntervalMilliseconds = 2000;

/**
 * Waits for folders that do not exist yet. A file watcher of VS Code reports no event for a file that
 * is created together with its folder, such as the first `~/.m2/settings.xml`.
 */
export class MissingFolderWatcher {
  readonly #onAppeared: (folder: string) => void;
  readonly #interval: number;
  readonly #absent = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  /** `onAppeared` is called once for each folder that was missing and exists now. */
  constructor(onAppeared: (folder: string) => void, interval = pollIntervalMilliseconds) {
    this.#onAppeared = onAppeared;
    this.#interval = interval;
  }

  /** Waits for those of `folders` that do not exist, instead of the folders of earlier calls. */
  async watch(folders: readonly string[]): Promise<void> {
    for (const folder of this.#absent) if (!folders.includes(folder)) this.#absent.delete(folder);
    for (const folder of new Set(folders)) if (!(await exists(folder))) this.#absent.add(folder);
    if (this.#absent.size === 0 || this.#disposed) this.#stop();
    else this.#timer ??= setInterval(() => void this.#checkFolders(), this.#interval).unref();
  }

  dispose(): void {
    this.#disposed = true;
    this.#absent.clear();
    this.#stop();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #checkFolders(): Promise<void> {
    for (const folder of this.#absent)
      if ((await exists(folder)) && this.#absent.delete(folder)) this.#onAppeared(folder);
    if (this.#absent.size === 0) this.#stop();
  }
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
