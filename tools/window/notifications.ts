import type { Locator } from 'playwright-core';
import { attemptTimeout, waitUntil, type CodeWindow } from './window';

const toasts = ({ page }: CodeWindow): Locator =>
  page.locator('.notifications-toasts .notification-list-item');

/** The notification whose text holds `text`, once it is there; its whole text. */
export async function waitForNotification(
  window: CodeWindow,
  text: string | RegExp,
  seconds?: number,
): Promise<string> {
  return waitUntil(
    window,
    `a notification '${String(text)}'`,
    async () => {
      const found = toasts(window).filter({ hasText: text }).first();
      return (await found.count()) > 0
        ? ((await found.locator('.notification-list-item-message').textContent(attemptTimeout)) ??
            undefined)
        : undefined;
    },
    seconds,
  );
}

/** Presses a button of the notification whose text holds `text`. */
export async function clickNotificationButton(
  window: CodeWindow,
  text: string | RegExp,
  button: string,
): Promise<void> {
  await waitUntil(window, `the button ${button} of a notification '${String(text)}'`, async () => {
    const found = toasts(window).filter({ hasText: text }).first();
    // At once: a notification with a button goes by itself after a while.
    await found.getByRole('button', { name: button }).click(attemptTimeout);
    return true;
  });
}

/** Clears every notification away. */
export async function dismissAllNotifications(window: CodeWindow): Promise<void> {
  await waitUntil(window, 'the notifications to go', async () => {
    if ((await toasts(window).count()) === 0) return true;
    await toasts(window).first().hover(attemptTimeout);
    await toasts(window)
      .first()
      .getByRole('button', { name: 'Clear Notification' })
      .click(attemptTimeout);
    return false;
  });
}
