import assert from 'node:assert/strict';
import { setImmediate as soon } from 'node:timers/promises';
import { Semaphore } from '../../../../src/archive/pack/semaphore';

describe('turns', () => {
  it('lets so many run at once, and the others in their order', async () => {
    const turns = new Semaphore(3);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const all = Array.from({ length: 6 }, (_, at) =>
      turns.run(() => {
        begun.push(at);
        return new Promise<number>(resolve => (ends[at] = () => resolve(at)));
      }),
    );
    await soon();
    assert.deepEqual(begun, [0, 1, 2]);
    ends[1]?.();
    await soon();
    assert.deepEqual(begun, [0, 1, 2, 3]);
    for (let at = 0; at < 6; at++) {
      ends[at]?.();
      await soon();
    }
    assert.deepEqual(await Promise.all(all), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(begun, [0, 1, 2, 3, 4, 5]);
  });

  it('gives a turn on when work fails', async () => {
    const turns = new Semaphore(1);
    const failing = turns.run(() => Promise.reject(new Error('it broke')));
    const next = turns.run(() => Promise.resolve('next'));
    await assert.rejects(failing, /it broke/);
    assert.equal(await next, 'next');
    assert.equal(await turns.run(() => Promise.resolve('and on')), 'and on');
  });
});
