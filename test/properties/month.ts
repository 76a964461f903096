import assert from 'node:assert/strict';
import { Computer, dice } from '../unit/tokens/computer';
import { hour, Office, refusal } from '../unit/tokens/office';

const minute = 60_000;
export const windows = ['a', 'b', 'c', 'd', 'e'];

/** What happened to the clock or to sleep, in time awake. */
interface Event {
  readonly what: 'woke' | 'set';
  readonly elapsed: number;
}

/**
 * Five windows keep a token for the month in which Europe's clocks change, with sleep, a clock that
 * jumps and a fifth of all calls failing. Throws where one asks too often, or too late.
 */
export async function liveThroughMonth(seed: number): Promise<void> {
  const random = dice(seed);
  // The month in which Europe's clocks change.
  const computer = new Computer(new Date('2026-10-10T08:00:00Z'));
  const office = new Office(computer, random);
  office.failFetch = () => (random() < 0.2 ? refusal() : undefined);
  // Some answers come later than the next request may be made.
  office.answerMs = () => (random() < 0.1 ? 100_000 : 2000) * random();
  const events: Event[] = [{ what: 'woke', elapsed: 0 }];
  const late: string[] = [];
  for (const window of windows) office.open(window);
  const watch = (): void => {
    if (!office.expired || office.asking > 0) return;
    const since = events.at(-1)?.elapsed ?? 0;
    const tries = office.calls.filter(call => call.elapsed >= since);
    if (tries.some(({ worked }) => !worked)) return;
    if (computer.elapsed - since > minute) late.push(new Date(computer.real).toISOString());
  };

  const end = computer.real + 30 * 24 * hour;
  while (computer.real < end) {
    await computer.live((0.5 + 8 * random()) * hour, watch);
    // A request that is under way when a computer falls asleep is another story.
    while (office.asking > 0) await computer.live(1000, watch);
    const chance = random();
    if (chance < 0.6) {
      computer.sleep((0.1 + 30 * random()) * hour);
      events.push({ what: 'woke', elapsed: computer.elapsed });
    } else if (chance < 0.8) {
      computer.ahead = computer.ahead === 0 ? (random() - 0.5) * 48 * hour : 0;
      events.push({ what: 'set', elapsed: computer.elapsed });
    } else {
      const window = windows[Math.floor(random() * windows.length)] ?? 'a';
      office.close(window);
      office.open(window);
    }
  }
  office.closeAll();

  assert.deepEqual(late, []);
  assert.deepEqual(office.errors, []);
  const worked = office.calls.filter(it => it.worked);
  assert.ok(worked.length >= 30, `${worked.length} tokens`);
  office.calls.slice(1).forEach((call, index) => {
    const before = office.calls[index];
    assert.ok(before && call.elapsed - before.elapsed >= 0.9 * minute, 'a gap');
  });
  worked.slice(1).forEach((call, index) => {
    const before = worked[index] ?? call;
    const set = events.some(
      it => it.what === 'set' && it.elapsed >= before.elapsed && it.elapsed <= call.elapsed,
    );
    const share = (call.real - before.real) / (12 * hour);
    assert.ok(set || share >= 0.78, `renewed at ${share} of its life`);
  });
  office.calls.forEach((call, index) => {
    const hourBefore = office.calls
      .slice(0, index + 1)
      .filter(it => call.elapsed - it.elapsed < hour);
    assert.ok(hourBefore.length <= 6, `${hourBefore.length} calls in an hour`);
  });
  assert.doesNotMatch(office.shared, /token-/);
}
