import { once, until, type Window } from './window';

const active = ({ page }: Window) => page.locator('.terminal-wrapper.active');

async function terminalText(window: Window): Promise<string> {
  const rows = await active(window).locator('.xterm-rows > div').allTextContents();
  return rows.map(row => row.replaceAll('\u00a0', ' ').trimEnd()).join('\n');
}

/** Waits until the active terminal shows `text`; resolves to its visible lines. */
export async function terminalShows(
  window: Window,
  text: RegExp,
  seconds?: number,
): Promise<string> {
  return until(
    window,
    `${String(text)} in the terminal`,
    async () => {
      const shown = await terminalText(window);
      return text.test(shown) ? shown : undefined;
    },
    seconds,
  );
}

/** Types a line into the active terminal and sends it. */
export async function typeInTerminal(window: Window, line: string): Promise<void> {
  await until(window, 'a terminal', async () => {
    await active(window).locator('.xterm-helper-textarea').first().focus(once);
    return true;
  });
  await window.page.keyboard.type(line);
  await window.page.keyboard.press('Enter');
}
