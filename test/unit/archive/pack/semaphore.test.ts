import assert from 'node:assert/strict';
import { setImmediate as soon } from 'node:timers/promises';
import { Semaphore } from '../../../../src/archive/pack/semaphore';

describe('Semaphore', () => {
  it('runs up to the limit at once, and the others in order', async () => {
    const semaphore = new Semaphore(3);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const all = Array.from({ length: 6 }, (_, at) =>
      semaphore.run(() => {
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

  it('frees its slot when work fails', async () => {
    const semaphore = new Semaphore(1);
    const failing = semaphore.run(() => Promise.reject(new Error('it broke')));
    const next = semaphore.run(() => Promise.resolve('next'));
    await assert.rejects(failing, /it broke/);
    assert.equal(await next, 'next');
    assert.equal(await semaphore.run(() => Promise.resolve('and on')), 'and on');
  });
});
