import assert from 'node:assert/strict';
import { DiskCallScheduler } from '../../../src/files/diskCallScheduler';

describe('DiskCallScheduler', () => {
  let now: number;
  let disk: DiskCallScheduler;
  beforeEach(() => {
    now = 0;
    disk = new DiskCallScheduler(() => now);
  });

  /** Where a call was made that takes so long in this thread. */
  const call = async (milliseconds: number) =>
    disk.call(
      () => {
        now += milliseconds;
        return 'here';
      },
      () => Promise.resolve('on the pool'),
    );
  const calls = async (count: number, milliseconds: number) => {
    const made: string[] = [];
    for (let at = 0; at < count; at++) made.push(await call(milliseconds));
    return made.filter(it => it === 'here').length;
  };

  it('is asked here while it answers at once, with a turn of the event loop every 8 ms', async () => {
    assert.equal(await calls(1000, 0.1), 988);
  });

  it('is left to the pool for long after one slow answer', async () => {
    assert.equal(await calls(1001, 5), 2);
    assert.equal(now, 10);
  });

  it('is slow, too, where it fails slowly', async () => {
    const fails = async () =>
      disk.call(
        () => {
          now += 5;
          throw new Error('EIO');
        },
        () => Promise.resolve(),
      );
    await assert.rejects(fails(), /EIO/);
    assert.equal(await call(0), 'on the pool');
  });
});
