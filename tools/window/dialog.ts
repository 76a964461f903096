import { attemptTimeout, waitUntil, type CodeWindow } from './window';

const box = ({ page }: CodeWindow) => page.locator('.monaco-dialog-box');

/** What the open modal dialog says, once there is one. */
export async function readDialogText(window: CodeWindow): Promise<string> {
  return waitUntil(
    window,
    'a dialog',
    async () => (await box(window).textContent(attemptTimeout)) ?? undefined,
  );
}

/** Presses a button of the open modal dialog, and waits until it is gone. */
export async function clickDialogButton(window: CodeWindow, button: string): Promise<void> {
  await waitUntil(window, `the button ${button} of a dialog`, async () => {
    await box(window).getByRole('button', { name: button }).click(attemptTimeout);
    return true;
  });
  await waitUntil(window, 'the dialog to close', async () => (await box(window).count()) === 0);
}
