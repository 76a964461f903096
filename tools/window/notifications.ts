import type { Locator } from 'playwright-core';
import { once, until, type Window } from './window';

const toasts = ({ page }: Window): Locator =>
  page.locator('.notifications-toasts .notification-list-item');

/** The notification whose text holds `text`, once it is there; its whole text. */
export async function notification(
  window: Window,
  text: string | RegExp,
  seconds?: number,
): Promise<string> {
  return until(
    window,
    `a notification '${String(text)}'`,
    async () => {
      const found = toasts(window).filter({ hasText: text }).first();
      return (await found.count()) > 0
        ? ((await found.locator('.notification-list-item-message').textContent(once)) ?? undefined)
        : undefined;
    },
    seconds,
  );
}

/** Presses a button of the notification whose text holds `text`. */
export async function pressInNotification(
  window: Window,
  text: string | RegExp,
  button: string,
): Promise<void> {
  await until(window, `the button ${button} of a notification '${String(text)}'`, async () => {
    const found = toasts(window).filter({ hasText: text }).first();
    // At once: a notification with a button goes by itself after a while.
    await found.getByRole('button', { name: button }).click(once);
    return true;
  });
}

/** Clears every notification away. */
export async function dismissAll(window: Window): Promise<void> {
  await until(window, 'the notifications to go', async () => {
    if ((await toasts(window).count()) === 0) return true;
    await toasts(window).first().hover(once);
    await toasts(window).first().getByRole('button', { name: 'Clear Notification' }).click(once);
    return false;
  });
}
