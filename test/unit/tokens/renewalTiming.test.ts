import assert from 'node:assert/strict';
import {
  backoffMs,
  renewalDueFromHint,
  tokenLifetimeMs,
  renewAfterMs,
  wasClockSetBack,
} from '../../../src/tokens/renewalTiming';

const hour = 3_600_000;
const now = Date.parse('2026-01-01T00:00:00Z');

describe('the life of a token', () => {
  const cases: [what: string, leftHours: number, askedHours: number, hours: number][] = [
    ['as asked', 12, 12, 12],
    ['a little less than asked', 11.95, 12, 11.95],
    ['as asked, by a clock that is a day behind', 36, 12, 12],
    ['as asked, by a clock that is a day ahead', -12, 12, 12],
    ["as long as the role's session", 3, 0, 3],
  ];
  for (const [what, left, asked, hours] of cases)
    it(`is ${hours} h: ${what}`, () =>
      assert.equal(
        tokenLifetimeMs({ expires: new Date(now + left * hour) }, now, asked * 3600),
        hours * hour,
      ));

  it('is shorter than asked for, where the service says so by its own clock', () => {
    const life = { seconds: 3600, askedSeconds: 43_200 };
    assert.equal(tokenLifetimeMs({ expires: new Date(now + 12 * hour), life }, now, 43_200), hour);
  });
});

describe('the renewal', () => {
  for (const [random, share] of [
    [0, 0.78],
    [0.5, 0.8],
    [1, 0.82],
  ] as const)
    it(`comes at ${share} of the life for ${random}`, () =>
      assert.equal(Math.round(renewAfterMs(12 * hour, random)), Math.round(share * 12 * hour)));

  it('never comes within a minute', () => assert.equal(renewAfterMs(1000, 0), 60_000));

  const hints: [what: string, issued: number | undefined, expires: number, due: number][] = [
    ['of 12 h', 0, 12, 9.6],
    ['of an hour', 0, 1, 0.8],
    ['of unknown start', undefined, 12, 9.6],
    ['that is over', -12, 0, -2.4],
  ];
  for (const [what, issued, expires, due] of hints)
    it(`of somebody else's token ${what} is due by its hint`, () => {
      const hint = {
        ...(issued !== undefined && { issued: new Date(now + issued * hour) }),
        expires: new Date(now + expires * hour),
      };
      assert.equal(Math.round((renewalDueFromHint(hint) - now) / 36_000), due * 100);
    });
});

describe('the wait after failures', () => {
  it('grows to half an hour', () => {
    const minutes = [1, 2, 3, 4, 5, 6, 7, 100].map(failures => backoffMs(failures, 0) / 60_000);
    assert.deepEqual(minutes, [1, 4, 10, 15, 20, 30, 30, 30]);
    assert.ok(backoffMs(1, 0.99) < 1.1 * 60_000);
  });
});

describe('a clock that was set back', () => {
  const cases: [what: string, clock: number, elapsed: number, back: boolean][] = [
    ['runs on', 30_000, 30_000, false],
    ['is corrected a little', 29_000, 30_000, false],
    ['slept', 8 * hour, 30_000, false],
    ['is set back an hour', -hour, 30_000, true],
    ['is set back a day', -24 * hour, 1000, true],
    ['stands still', 0, 90_000, true],
  ];
  for (const [what, clock, elapsed, back] of cases)
    it(`is ${back ? '' : 'not '}seen when it ${what}`, () =>
      assert.equal(wasClockSetBack(clock, elapsed), back));
});
