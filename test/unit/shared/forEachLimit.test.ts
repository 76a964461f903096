import assert from 'node:assert/strict';
import { setImmediate as nextTick } from 'node:timers/promises';
import { forEachLimit } from '../../../src/shared/forEachLimit';

describe('forEachLimit', () => {
  it('runs no more than the limit at a time, in order', async () => {
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const done = forEachLimit([0, 1, 2, 3], 2, item => {
      started.push(item);
      return new Promise<void>(resolve => (finish[item] = resolve));
    });
    await nextTick();
    assert.deepEqual(started, [0, 1]);
    finish[1]?.();
    await nextTick();
    assert.deepEqual(started, [0, 1, 2]);
    for (const item of [0, 2, 3]) {
      finish[item]?.();
      await nextTick();
    }
    await done;
    assert.deepEqual(started, [0, 1, 2, 3]);
  });

  it('starts nothing after a failure, and waits for what runs', async () => {
    const started: number[] = [];
    let finishFirst = (): void => undefined;
    let settled = false;
    const done = forEachLimit([0, 1, 2, 3], 2, item => {
      started.push(item);
      if (item === 1) return Promise.reject(new Error('item 1 failed'));
      return new Promise<void>(resolve => (finishFirst = resolve));
    }).finally(() => (settled = true));
    done.catch(() => undefined);
    await nextTick();
    assert.equal(settled, false);
    finishFirst();
    await assert.rejects(done, /item 1 failed/);
    assert.deepEqual(started, [0, 1]);
  });
});
