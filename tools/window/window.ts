import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** A window of VS Code in a browser, and the folder for pictures of it. */
export interface CodeWindow {
  readonly page: Page;
  readonly picturesFolder: string;
}

/** How long a window may take to show something, unless it is known to take longer. */
const patienceSeconds = 120;

/** Takes a picture of the window; resolves to its file. */
export async function takeScreenshot(
  { page, picturesFolder }: CodeWindow,
  name: string,
): Promise<string> {
  const file = path.join(picturesFolder, `${name}.png`);
  await mkdir(picturesFolder, { recursive: true });
  // Away from where it explains something.
  await page.mouse.move(1, 1);
  await page
    .locator('.workbench-hover:visible')
    .waitFor({ state: 'detached', timeout: 1000 })
    .catch(() => undefined);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  return file;
}

/**
 * Asks again and again until `look` answers with something other than undefined or false. Rejects
 * with what was looked for, what `describe` says of the window, and a picture of it.
 */
export async function waitUntil<T>(
  window: CodeWindow,
  what: string,
  look: () => Promise<T | undefined | false>,
  seconds = patienceSeconds,
  describe?: () => Promise<string>,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  do {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      if (window.page.isClosed()) throw error;
      last = error;
    }
    await setTimeout(100);
  } while (Date.now() < end);
  const file = await takeScreenshot(window, `failed-${Date.now()}`);
  const why = last instanceof Error ? ` (${last.message.split('\n', 3).join(' ')})` : '';
  const there = describe ? ` There: ${await describe().catch(String)}.` : '';
  throw new Error(`Not there after ${seconds} s: ${what}${why}.${there} The window then: ${file}`, {
    cause: last,
  });
}

/** A short limit for one try of something that `until` tries again. */
export const attemptTimeout = { timeout: 5000 } as const;
