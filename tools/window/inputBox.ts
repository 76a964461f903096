import { once, until, type Window } from './window';

const widget = ({ page }: Window) => page.locator('.quick-input-widget:visible');

/** Waits for the input box whose prompt fits, and resolves to the value that it proposes. */
export async function boxValue(window: Window, prompt: RegExp): Promise<string> {
  return until(window, `an input box '${String(prompt)}'`, async () => {
    const text = await widget(window).locator('.quick-input-message').textContent(once);
    if (text === null || !prompt.test(text)) return undefined;
    return await widget(window).locator('input.input').inputValue(once);
  });
}

/** What an input box has against its value, once it has something. */
export async function boxMessage(window: Window, message: RegExp): Promise<string> {
  return until(window, `'${String(message)}' in an input box`, async () => {
    const text = await widget(window).locator('.quick-input-message').textContent(once);
    return text !== null && message.test(text) ? text : undefined;
  });
}

/** Replaces the value of the open input box. */
export async function typeInBox(window: Window, value: string): Promise<void> {
  await widget(window).locator('input.input').fill(value, once);
}

/** Accepts the value of the input box whose prompt fits, or another one. */
export async function answerBox(window: Window, prompt: RegExp, value?: string): Promise<void> {
  await boxValue(window, prompt);
  if (value !== undefined) await typeInBox(window, value);
  // Pressed once: the next box may be open already when this one still seems to be there.
  await widget(window).locator('input.input').press('Enter', once);
  await until(window, `the input box '${String(prompt)}' to take its value`, async () => {
    const message = widget(window).locator('.quick-input-message');
    const text = (await message.count()) > 0 ? await message.textContent(once) : '';
    return text === null || !prompt.test(text);
  });
}

/** Names a file or folder in VS Code's own dialog, which it shows where there is no desktop. */
export async function answerFileDialog(window: Window, file: string): Promise<void> {
  const button = widget(window).locator('.quick-input-action .monaco-button:visible').first();
  let tried = false;
  await until(window, `a dialog for ${file}`, async () => {
    if ((await button.count()) === 0) return tried;
    const input = widget(window).locator('input.input');
    if ((await input.inputValue(once)) !== file) {
      await input.fill(file, once);
      // A dialog that is still opening may put its own proposal over it: it is looked at again.
      return false;
    }
    tried = true;
    await button.click(once);
    // The first click may only have gone to the folder.
    return false;
  });
}
