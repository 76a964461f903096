import { attemptTimeout, waitUntil, type CodeWindow } from './window';

const widget = ({ page }: CodeWindow) => page.locator('.quick-input-widget:visible');

/** Waits for the input box whose prompt fits, and resolves to the value that it proposes. */
export async function readInputBoxValue(window: CodeWindow, prompt: RegExp): Promise<string> {
  return waitUntil(window, `an input box '${String(prompt)}'`, async () => {
    const text = await widget(window).locator('.quick-input-message').textContent(attemptTimeout);
    if (text === null || !prompt.test(text)) return undefined;
    return await widget(window).locator('input.input').inputValue(attemptTimeout);
  });
}

/** What an input box has against its value, once it has something. */
export async function waitForInputBoxMessage(window: CodeWindow, message: RegExp): Promise<string> {
  return waitUntil(window, `'${String(message)}' in an input box`, async () => {
    const text = await widget(window).locator('.quick-input-message').textContent(attemptTimeout);
    return text !== null && message.test(text) ? text : undefined;
  });
}

/** Replaces the value of the open input box. */
export async function fillInputBox(window: CodeWindow, value: string): Promise<void> {
  await widget(window).locator('input.input').fill(value, attemptTimeout);
}

/** Accepts the value of the input box whose prompt fits, or another one. */
export async function acceptInputBox(
  window: CodeWindow,
  prompt: RegExp,
  value?: string,
): Promise<void> {
  await readInputBoxValue(window, prompt);
  if (value !== undefined) await fillInputBox(window, value);
  // Pressed once: the next box may be open already when this one still seems to be there.
  await widget(window).locator('input.input').press('Enter', attemptTimeout);
  await waitUntil(window, `the input box '${String(prompt)}' to take its value`, async () => {
    const message = widget(window).locator('.quick-input-message');
    const text = (await message.count()) > 0 ? await message.textContent(attemptTimeout) : '';
    return text === null || !prompt.test(text);
  });
}

/** Names a file or folder in VS Code's own dialog, which it shows where there is no desktop. */
export async function acceptFileDialog(window: CodeWindow, file: string): Promise<void> {
  const button = widget(window).locator('.quick-input-action .monaco-button:visible').first();
  let tried = false;
  await waitUntil(window, `a dialog for ${file}`, async () => {
    if ((await button.count()) === 0) return tried;
    const input = widget(window).locator('input.input');
    if ((await input.inputValue(attemptTimeout)) !== file) {
      await input.fill(file, attemptTimeout);
      // A dialog that is still opening may put its own proposal over it: it is looked at again.
      return false;
    }
    tried = true;
    await button.click(attemptTimeout);
    // The first click may only have gone to the folder.
    return false;
  });
}
