import { setTimeout } from 'node:timers/promises';
import { runPaletteCommand } from './quickPick';
import { attemptTimeout, waitUntil, type CodeWindow } from './window';

const active = ({ page }: CodeWindow) => page.locator('.terminal-wrapper.active');

async function terminalText(window: CodeWindow): Promise<string> {
  const rows = await active(window).locator('.xterm-rows > div').allTextContents();
  return rows
    .map(row => row.replaceAll('\u00a0', ' ').trimEnd())
    .join('\n')
    .trimEnd();
}

/** Waits until the active terminal shows `text`; resolves to its visible lines. */
export async function waitForTerminalText(
  window: CodeWindow,
  text: RegExp,
  seconds?: number,
): Promise<string> {
  return waitUntil(
    window,
    `${String(text)} in the terminal`,
    async () => {
      const shown = await terminalText(window);
      return text.test(shown) ? shown : undefined;
    },
    seconds,
  );
}

/** Opens one more terminal, which is the active one then. */
export async function openTerminal(window: CodeWindow): Promise<void> {
  await active(window).evaluateAll(`old => old.forEach(it => it.setAttribute('data-old', ''))`);
  await runPaletteCommand(window, 'Terminal: Create New Terminal');
  const another = window.page.locator('.terminal-wrapper.active:not([data-old])');
  await waitUntil(window, 'a new terminal', async () => (await another.count()) > 0);
}

/** Types a line into the active terminal and sends it. */
export async function typeTerminalLine(window: CodeWindow, line: string): Promise<void> {
  const { keyboard } = window.page;
  await waitUntil(window, `'${line}' typed into a terminal`, async () => {
    // A shell that has no prompt yet may lose what comes early, or show it twice.
    if ((await terminalText(window)) === '') return false;
    const input = active(window).locator('.xterm-helper-textarea').first();
    await input.focus(attemptTimeout);
    await keyboard.press('Control+u');
    await keyboard.type(line);
    // Whatever closes late may have taken the focus back.
    return shownSoon(window, line);
  });
  await keyboard.press('Enter');
}

/** Whether the last line of the active terminal ends with `line` within two seconds. */
async function shownSoon(window: CodeWindow, line: string): Promise<boolean> {
  const end = Date.now() + 2000;
  do {
    // A long line goes on in the next row, and a row says nothing of the spaces at its end.
    const shown = withoutSpaces(await terminalText(window));
    if (shown.endsWith(withoutSpaces(line))) return true;
    await setTimeout(50);
  } while (Date.now() < end);
  return false;
}

const withoutSpaces = (text: string) => text.replaceAll(/\s/g, '');
