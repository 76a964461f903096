import { once, until, type Window } from './window';

const widget = ({ page }: Window) => page.locator('.quick-input-widget:visible');

/** Chooses the entry of the open quick pick whose label is `label`. */
export async function pick(window: Window, label: string | RegExp): Promise<void> {
  await until(window, `${String(label)} to choose`, async () => {
    const rows = widget(window).locator('.quick-input-list .monaco-list-row');
    await rows
      .filter({ has: window.page.locator('.label-name', { hasText: label }) })
      .first()
      .click(once);
    return true;
  });
}

/** The labels that the open quick pick or input box offers, once it does. */
export async function picks(window: Window): Promise<string[]> {
  return until(window, 'a quick pick', async () => {
    const labels = await shownPicks(window);
    return labels.length > 0 ? labels : undefined;
  });
}

/** The labels that a quick pick offers at this moment; none where none is open. */
export async function shownPicks(window: Window): Promise<string[]> {
  const labels = await widget(window)
    .locator('.quick-input-list .monaco-list-row .label-name')
    .allTextContents();
  return labels.map(label => label.trim());
}

/** Types into the open quick pick or input box. */
export async function typeInto(window: Window, text: string): Promise<void> {
  await until(window, 'an input box', async () => {
    await widget(window).locator('input.input').fill(text, once);
    return true;
  });
}

/** Runs a command by its title, as the palette shows it: `CodeArtifact: Refresh Token`. */
export async function runCommand(window: Window, title: string): Promise<void> {
  await until(window, `the command palette with ${title}`, async () => {
    await window.page.keyboard.press('F1');
    await widget(window).locator('input.input').fill(`>${title}`, once);
    const row = widget(window)
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: window.page.locator('.label-name', { hasText: exactly(title) }) });
    await row.first().click(once);
    return true;
  });
}

const exactly = (text: string) => new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
