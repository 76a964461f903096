import assert from 'node:assert/strict';
import { Failure } from '../../../src/core/failure';
import {
  createTokenHealth,
  createRenewalState,
  renewalKeyString,
} from '../../../src/tokens/renewalState';
import type { RenewalTarget } from '../../../src/tokens/tokenRenewerPorts';
import { minRequestGapMs } from '../../../src/tokens/renewalTiming';
import type { Renewal } from '../../../src/tokens/renewals';

const hour = 3_600_000;
const now = Date.parse('2026-01-01T00:00:00Z');
const domain = { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: 'team' };
const key = { domain, connection: 'c' };

/** What the holders hold: a token with this hash, which may say when it ends. */
const holding = (hash: string, hintedHours?: number): RenewalTarget => ({
  ...key,
  held: {
    hash,
    ...(hintedHours !== undefined && {
      hint: { issued: new Date(now), expires: new Date(now + hintedHours * hour) },
    }),
  },
});

/** A renewal that fetched the token `hash` at `issuedAt`, for 10 hours. */
const renewal = (hash: string, issuedAt = now): Renewal => ({
  ...key,
  failures: 0,
  token: { hash, issuedAt, lifeMs: 10 * hour, renewAfterMs: 8 * hour },
});

describe('when a domain is due', () => {
  const cases: [
    what: string,
    wanted: RenewalTarget,
    renewal: Renewal | undefined,
    dueIn: number,
  ][] = [
    ['nothing is held', key, undefined, 0],
    ['nothing is held any more', key, renewal('a'), 0],
    ['the token that is held is ours', holding('a'), renewal('a'), 8 * hour],
    ['our record counts, not the hint', holding('a', 1), renewal('a'), 8 * hour],
    ['another token is held', holding('b'), renewal('a'), 0],
    ['another token is held that says when it ends', holding('b', 10), renewal('a'), 8 * hour],
    ['a token is held that nobody recorded', holding('b', 10), undefined, 8 * hour],
    [
      'our token was issued a little ahead',
      holding('a'),
      renewal('a', now + minRequestGapMs),
      8 * hour + minRequestGapMs,
    ],
    [
      'our token was issued in the future',
      holding('a'),
      renewal('a', now + minRequestGapMs + 1),
      0,
    ],
  ];
  for (const [what, wanted, known, dueIn] of cases)
    it(`is in ${dueIn / hour} h when ${what}`, () => {
      const kept = createRenewalState(wanted, known, now);
      assert.equal(Math.round(kept.dueAt - now), dueIn);
      assert.deepEqual([kept.target, kept.renewal], [wanted, known]);
    });
});

describe('how a token is doing', () => {
  const failure = new Failure('timeout', 'x');
  const health = (wanted: RenewalTarget, known: Renewal | undefined, failed = false) =>
    createTokenHealth(createRenewalState(wanted, known, now), failed ? failure : undefined, now);

  const ends: [
    what: string,
    wanted: RenewalTarget,
    renewal: Renewal | undefined,
    hours?: number,
  ][] = [
    ['unknown when nothing is held and nothing was fetched', key, undefined],
    ['unknown for a token that says nothing of itself', holding('b'), undefined],
    ['unknown when nothing is held any more', key, renewal('a')],
    ['by our own record', holding('a', 3), renewal('a'), 10],
    ['by what another token says of itself', holding('b', 3), renewal('a'), 3],
  ];
  for (const [what, wanted, known, hours] of ends)
    it(`has an end that is ${what}`, () => {
      const found = health(wanted, known);
      assert.deepEqual(
        found,
        hours === undefined
          ? { ...key, shouldNotify: false }
          : { ...key, expiresAt: now + hours * hour, shouldNotify: false },
      );
    });

  const failures: [
    what: string,
    wanted: RenewalTarget,
    issuedHoursAgo: number,
    shouldNotify: boolean,
  ][] = [
    ['shouldNotify when the end is not known', holding('b'), 0, true],
    ['does not matter while a tenth of the life is left', holding('a'), 9, false],
    ['shouldNotify when less is left', holding('a'), 9.001, true],
    ['shouldNotify when the token has ended', holding('a'), 11, true],
    ['does not matter early in the life of a token', holding('a'), 0, false],
  ];
  for (const [what, wanted, hoursAgo, shouldNotify] of failures)
    it(`tells of a failure, which ${what}`, () => {
      const found = health(wanted, renewal('a', now - hoursAgo * hour), true);
      assert.equal(found.failure, failure);
      assert.equal(found.shouldNotify, shouldNotify);
    });

  it('tells of a failure that notifies only at the end of a token of unknown life', () => {
    assert.equal(health(holding('b', 0), undefined, true).shouldNotify, false);
    assert.equal(health(holding('b', -0.001), undefined, true).shouldNotify, true);
  });

  it('names the domain and the connection alone', () => {
    assert.deepEqual(Object.keys(health(holding('b'), undefined)), [
      ...['domain', 'connection', 'shouldNotify'],
    ]);
    assert.notEqual(renewalKeyString(key), renewalKeyString({ ...key, connection: 'd' }));
    assert.notEqual(
      renewalKeyString(key),
      renewalKeyString({ ...key, domain: { ...domain, domain: 'other' } }),
    );
    assert.equal(renewalKeyString(key), renewalKeyString({ ...key, domain: { ...domain } }));
  });
});
