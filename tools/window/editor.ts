import { attemptTimeout, waitUntil, type CodeWindow } from './window';

/** What the visible lines of the active diff say, on its two sides. */
export async function readDiffText(window: CodeWindow): Promise<{ before: string; after: string }> {
  const { page } = window;
  const side = async (name: 'original' | 'modified') => {
    const lines = page.locator(`.editor-instance .monaco-diff-editor .editor.${name} .view-line`);
    return (await lines.allTextContents()).join('\n').replaceAll('\u00a0', ' ');
  };
  return waitUntil(window, 'a diff', async () => {
    const [before, after] = await Promise.all([side('original'), side('modified')]);
    return after === '' ? undefined : { before, after };
  });
}

/** Closes every editor. */
export async function closeEditors(window: CodeWindow): Promise<void> {
  const tabs = window.page.locator('.tabs-container .tab');
  await waitUntil(window, 'the editors to close', async () => {
    if ((await tabs.count()) === 0) return true;
    await tabs.first().click({ button: 'middle', ...attemptTimeout });
    return false;
  });
}

const lens = ({ page }: CodeWindow, title: string) =>
  page.locator('.codelens-decoration a:visible', { hasText: title }).first();

/** Waits until the active editor offers `title` above a line. */
export async function waitForCodeLens(window: CodeWindow, title: string): Promise<void> {
  await waitUntil(window, `${title} above a line`, () => lens(window, title).isVisible());
}

/** Presses what the active editor offers above a line. */
export async function clickCodeLens(window: CodeWindow, title: string): Promise<void> {
  await waitUntil(window, `${title} above a line`, async () => {
    await lens(window, title).click(attemptTimeout);
    return true;
  });
}

/** What the visible lines of the active editor say. */
export async function readEditorText({ page }: CodeWindow): Promise<string> {
  const lines = await page.locator('.editor-group-container.active .view-line').allTextContents();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}
