import { once, until, type Window } from './window';

const box = ({ page }: Window) => page.locator('.monaco-dialog-box');

/** What the open modal dialog says, once there is one. */
export async function dialogText(window: Window): Promise<string> {
  return until(window, 'a dialog', async () => (await box(window).textContent(once)) ?? undefined);
}

/** Presses a button of the open modal dialog, and waits until it is gone. */
export async function pressInDialog(window: Window, button: string): Promise<void> {
  await until(window, `the button ${button} of a dialog`, async () => {
    await box(window).getByRole('button', { name: button }).click(once);
    return true;
  });
  await until(window, 'the dialog to close', async () => (await box(window).count()) === 0);
}
