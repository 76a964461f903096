import { setTimeout } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { once, until, type Window } from './window';

/** A point of the window. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The middle of what is shown. */
export async function middle(shown: Locator): Promise<Place> {
  await shown.waitFor(once);
  const box = await shown.boundingBox(once);
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
export async function dragInto(
  window: Window,
  from: Place,
  container: string,
  to: () => Promise<Place>,
): Promise<void> {
  const { mouse } = window.page;
  const tab = window.page.locator('.activitybar').getByRole('tab', { name: container }).first();
  const icon = await middle(tab);
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x + 10, from.y + 10, { steps: 3 });
  await mouse.move(icon.x, icon.y, { steps: 5 });
  let nudge = 0;
  await until(window, `${container} to open under what is dragged`, async () => {
    if ((await tab.getAttribute('aria-selected', once)) === 'true') return true;
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
