import { attemptTimeout, waitUntil, type CodeWindow } from './window';

/** Waits until the window is there to be used. */
export async function waitForWorkbench(window: CodeWindow): Promise<void> {
  await waitUntil(
    window,
    'the window of VS Code',
    async () => (await window.page.locator('.monaco-workbench .activitybar').count()) > 0,
    180,
  );
}

/** Opens a view container by its icon in the activity bar. */
export async function openViewContainer(window: CodeWindow, name: string): Promise<void> {
  const tab = window.page.locator('.activitybar').getByRole('tab', { name });
  await waitUntil(
    window,
    `${name} in the activity bar`,
    async () => {
      if ((await tab.first().getAttribute('aria-selected', attemptTimeout)) === 'true') return true;
      await tab.first().click(attemptTimeout);
      return false;
    },
    60,
  );
}

/** Presses a button or follows a link of what an empty view says. */
export async function clickWelcomeLink(window: CodeWindow, label: string): Promise<void> {
  await waitUntil(window, `${label} in an empty view`, async () => {
    const view = window.page.locator('.welcome-view-content');
    await view
      .getByRole('button', { name: label })
      .or(view.getByText(label, { exact: true }))
      .first()
      .click(attemptTimeout);
    return true;
  });
}

/** What the status bar's item says whose text holds `text`, once it does. */
export async function readStatusBarItem(
  window: CodeWindow,
  text: string | RegExp,
): Promise<string> {
  const item = window.page.locator('.statusbar .statusbar-item:visible').filter({ hasText: text });
  return waitUntil(
    window,
    `'${String(text)}' in the status bar`,
    async () => (await item.first().textContent(attemptTimeout))?.trim() ?? undefined,
  );
}

/** Points at the status bar's item whose text holds `text`; resolves to what is said of it then. */
export async function hoverStatusBar(window: CodeWindow, text: string | RegExp): Promise<string> {
  const item = window.page.locator('.statusbar .statusbar-item:visible').filter({ hasText: text });
  return waitUntil(window, `what is said of '${String(text)}'`, async () => {
    // A mouse that is there already tells VS Code nothing, and an item that changes drops its hover.
    await window.page.mouse.move(1, 1);
    await item.first().hover(attemptTimeout);
    const hover = window.page.locator('.workbench-hover:visible').first();
    await hover.waitFor({ timeout: 3000 });
    return (await hover.textContent(attemptTimeout)) ?? undefined;
  });
}

/** Clicks on the status bar's item whose text holds `text`. */
export async function clickStatusBar(window: CodeWindow, text: string | RegExp): Promise<void> {
  const item = window.page.locator('.statusbar .statusbar-item:visible').filter({ hasText: text });
  await waitUntil(window, `'${String(text)}' in the status bar`, async () => {
    await item.first().locator('a').click(attemptTimeout);
    return true;
  });
}

/** Trusts the folder, in the editor that `Restricted Mode` of the status bar opens. */
export async function trustFolder(window: CodeWindow): Promise<void> {
  const { page } = window;
  const restricted = page.locator('.statusbar-item:visible', { hasText: 'Restricted Mode' });
  const trust = page
    .locator('.workspace-trust-editor')
    .getByRole('button', { name: 'Trust', exact: true });
  await waitUntil(window, 'the folder to be trusted', async () => {
    if ((await restricted.count()) === 0) return true;
    if (await trust.isVisible()) await trust.click(attemptTimeout);
    else await restricted.locator('a').click(attemptTimeout);
    return false;
  });
  await waitUntil(window, 'the editor of trust to close', async () => {
    const editor = page.locator('.monaco-modal-editor-block');
    if ((await editor.count()) === 0) return true;
    await editor
      .getByRole('button', { name: /^Close/ })
      .last()
      .click(attemptTimeout);
    return false;
  });
}
