import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Keeps what windows write to their consoles, VS Code's own log among it, in `logs/window.log`. */
export class WindowLog {
  readonly #folder: string;
  #windows = 0;

  constructor(picturesFolder: string) {
    this.#folder = path.join(picturesFolder, 'logs');
  }

  /** Keeps the console of `page` from now on. */
  follow(page: Page): void {
    const number = ++this.#windows;
    mkdirSync(this.#folder, { recursive: true });
    const write = (text: string) =>
      appendFileSync(
        path.join(this.#folder, 'window.log'),
        `${new Date().toISOString()} [${number}] ${text}\n`,
      );
    page.on('console', message => write(`${message.type()}: ${message.text()}`));
    page.on('pageerror', error => write(`error: ${error.stack ?? error.message}`));
    page.on('crash', () => write('the page has crashed'));
  }
}
