import assert from 'node:assert/strict';
import { liveThroughMonth, windows } from '../../properties/month';
import { Computer, dice } from './computer';
import { hour, Office, refusal } from './office';

describe('a month of keeping tokens', () => {
  it('with five windows, sleep, a clock that jumps and a fifth of all calls failing', async function () {
    this.timeout(120_000);
    await liveThroughMonth(1);
  });

  it('asks at most six times in an hour while nothing works, whoever asks', async () => {
    const computer = new Computer(new Date('2026-01-01T00:00:00Z'));
    const office = new Office(computer, dice(7));
    office.failFetch = () => refusal('sign-in-needed');
    for (const window of windows) office.open(window);
    await computer.live(24 * hour);
    office.closeAll();
    for (const call of office.calls) {
      const inHour = office.calls.filter(it => it.real >= call.real && it.real < call.real + hour);
      assert.ok(inHour.length <= 6);
    }
    assert.ok(office.calls.length > 24);
    assert.ok(
      office.told.every(({ shouldNotify }) => shouldNotify),
      'no token at all matters',
    );
  });
});
