import { attemptTimeout, waitUntil, type CodeWindow } from './window';

const widget = ({ page }: CodeWindow) => page.locator('.quick-input-widget:visible');

/** The entry of that label; a row's details are labels too. */
const entry = (window: CodeWindow, label: string) =>
  widget(window)
    .locator('.quick-input-list .monaco-list-row')
    .filter({
      has: window.page.locator('.quick-input-list-row:first-child .label-name', {
        hasText: exactly(label),
      }),
    })
    .first();

/** Chooses the entry of the open quick pick whose label is `label`. */
export async function pickItem(window: CodeWindow, label: string, seconds?: number): Promise<void> {
  let tried = false;
  const choose = async () => {
    // A click that came back too late may have worked all the same.
    if ((await entry(window, label).count()) === 0) return tried;
    tried = true;
    await entry(window, label).click(attemptTimeout);
    return true;
  };
  await waitUntil(window, `${label} to choose`, choose, seconds);
}

/** Types into the input box that shows `placeholder`, and confirms. */
export async function enterInputBox(
  window: CodeWindow,
  placeholder: string,
  text: string,
): Promise<void> {
  const input = widget(window).locator(`input.input[placeholder="${placeholder}"]`);
  await waitUntil(window, `an input box with ${placeholder}`, async () => {
    await input.fill(text, attemptTimeout);
    await input.press('Enter', attemptTimeout);
    return true;
  });
}

/** The labels that the open quick pick or input box offers, once it does. */
export async function waitForPickLabels(window: CodeWindow): Promise<string[]> {
  return waitUntil(window, 'a quick pick', async () => {
    const labels = await readPickLabels(window);
    return labels.length > 0 ? labels : undefined;
  });
}

/** The labels that a quick pick offers at this moment; none where none is open. */
export async function readPickLabels(window: CodeWindow): Promise<string[]> {
  const labels = await widget(window)
    .locator('.quick-input-list .monaco-list-row .quick-input-list-row:first-child .label-name')
    .allTextContents();
  return labels.map(label => label.trim());
}

/** Runs a command by its title, as the palette shows it: `CodeArtifact: Refresh Token`. */
export async function runPaletteCommand(window: CodeWindow, title: string): Promise<void> {
  const typed = `>${title}`;
  const input = widget(window).locator('input.input');
  let tried = false;
  let opened = false;
  // The command may have opened a quick pick of its own by now.
  const isGone = async () =>
    (await input.count()) === 0 || (await input.first().inputValue(attemptTimeout)) !== typed;
  await waitUntil(window, `the command palette with ${title}`, async () => {
    if (tried && (await isGone())) return true;
    // A palette that is open does not learn of commands that come to be enabled.
    if (opened && !tried) await window.page.keyboard.press('Escape');
    opened = true;
    await window.page.keyboard.press('F1');
    await input.fill(typed, attemptTimeout);
    await entry(window, title).waitFor(attemptTimeout);
    tried = true;
    await entry(window, title).click(attemptTimeout);
    return true;
  });
}

const exactly = (text: string) =>
  new RegExp(`^\\s*${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
