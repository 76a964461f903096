import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { found, type Needle } from './needles';

/** All files at and below `folder` that hold one of the needles; `allowed` ones are left out. */
export async function inFiles(
  folder: string,
  needles: readonly Needle[],
  allowed: (file: string) => boolean,
): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const hits: string[] = [];
  for (const entry of entries.filter(it => it.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    if (allowed(file)) continue;
    // What VS Code writes and moves while we look may be gone.
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    hits.push(...found(bytes, needles).map(it => `${file}: ${it}`));
  }
  return hits;
}

/** What a window in a browser keeps (its settings, Mementos, secrets): every database and storage. */
export async function inBrowser(page: Page, needles: readonly Needle[]): Promise<string[]> {
  const text = await page.evaluate(dump);
  if (!text.includes('codeartifact')) throw new Error('The window keeps nothing where was looked.');
  return found(Buffer.from(text), needles).map(it => `the browser's storage: ${it}`);
}

/** Runs in the page. A string, because this project has no types of the DOM. */
const dump = `(async () => {
  const parts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store);
      const values = await new Promise((resolve, reject) => {
        const request = all.getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const decode = it => it instanceof Uint8Array ? new TextDecoder('latin1').decode(it) : it;
      parts.push(name + ' ' + store + ' ' + JSON.stringify(values, (_, it) => decode(it)));
    }
    db.close();
  }
  return parts.join('\\n');
})()` as unknown as () => Promise<string>;
