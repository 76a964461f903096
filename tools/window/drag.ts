import { setTimeout } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { attemptTimeout, waitUntil, type CodeWindow } from './window';

/** A point of the window. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The middle of what is shown. */
export async function centerOf(shown: Locator): Promise<Point> {
  await shown.waitFor(attemptTimeout);
  const box = await shown.boundingBox(attemptTimeout);
  if (!box) throw new Error('It is not in sight.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** How long the mouse rests between two of its moves. */
const restMilliseconds = 100;

/**
 * Drags with the mouse, as a person does who has to see another view first: from `from` to the icon
 * of `container` in the activity bar, waits there until the view is open, and on to where `to` is
 * then, where it lets go.
 */
export async function dragToView(
  window: CodeWindow,
  from: Point,
  container: string,
  to: () => Promise<Point>,
): Promise<void> {
  const { mouse } = window.page;
  const tab = window.page.locator('.activitybar').getByRole('tab', { name: container }).first();
  const icon = await centerOf(tab);
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x + 10, from.y + 10, { steps: 3 });
  await mouse.move(icon.x, icon.y, { steps: 5 });
  let nudge = 0;
  await waitUntil(window, `${container} to open under what is dragged`, async () => {
    if ((await tab.getAttribute('aria-selected', attemptTimeout)) === 'true') return true;
    nudge = 1 - nudge;
    await mouse.move(icon.x + nudge, icon.y);
    return false;
  });
  const end = await to();
  await mouse.move(end.x, end.y, { steps: 5 });
  // The row that is pointed at takes part only once it was asked whether it would.
  for (const by of [1, 0, 1, 0]) {
    await setTimeout(restMilliseconds);
    await mouse.move(end.x + by, end.y);
  }
  await mouse.up();
}
