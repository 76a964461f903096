import assert from 'node:assert/strict';
import {
  claimRenewal,
  parseRenewals,
  findRenewal,
  upsertRenewal,
  type ClaimResult,
  type Renewal,
} from '../../../src/tokens/renewals';
import { key } from './office';

const now = Date.parse('2026-01-01T00:00:00Z');
const minute = 60_000;
const token = {
  issuedAt: now - 600 * minute,
  lifeMs: 720 * minute,
  renewAfterMs: 576 * minute,
  hash: 'old',
};
const renewed = { ...token, issuedAt: now - 5 * minute, hash: 'new' };
const won: ClaimResult = { won: true };
const lost = (because: Extract<ClaimResult, { won: false }>['because']): ClaimResult => ({
  won: false,
  because,
});

describe('a claim', () => {
  const cases: [
    what: string,
    known: Partial<Renewal> | undefined,
    claim: ClaimResult,
    urgent?: ClaimResult,
  ][] = [
    ['of what nobody knows', undefined, won],
    ['of a token that is due', { token }, won],
    [
      'while another window fetches',
      { token, claim: { by: 'b', at: now - minute } },
      lost('fetching'),
    ],
    [
      'after another window was closed while it fetched',
      { claim: { by: 'b', at: now - 3 * minute } },
      won,
    ],
    ['of its own that was cut off', { claim: { by: 'a', at: now - 2 * minute } }, won],
    ['when another window has renewed it', { token: renewed }, lost('renewed')],
    ['of a renewed token that is due again', { token: { ...token, hash: 'new' } }, won],
    ['too soon after the last request', { token, askedAt: now - minute / 2 }, lost('too-soon')],
    [
      'while it must wait',
      { token, failures: 2, notBefore: now + minute, askedAt: now - 3 * minute },
      lost('waiting'),
      won,
    ],
    [
      'after it has waited',
      { token, failures: 2, notBefore: now - 1, askedAt: now - 3 * minute },
      won,
    ],
    [
      'although the clock was set back behind the last request',
      { token, askedAt: now + 600 * minute },
      won,
    ],
    [
      'although the clock was set back while it waited',
      { token, failures: 1, notBefore: now + 900 * minute, askedAt: now + 600 * minute },
      won,
    ],
    [
      'although the clock was set back while another fetched',
      { claim: { by: 'b', at: now + 600 * minute } },
      won,
    ],
  ];
  for (const [what, known, claim, urgentClaim] of cases)
    it(`${what} is ${claim.won ? 'won' : `lost: ${claim.because}`}`, () => {
      const all: readonly Renewal[] = known ? [{ ...key, failures: 0, ...known }] : [];
      const claimant = { by: 'a', now, knownHashes: ['old'] };
      const result = claimRenewal(all, key, { ...claimant, urgent: false });
      assert.deepEqual(result.claim, claim);
      const mine = findRenewal(result.all, key);
      if (claim.won) assert.deepEqual(mine?.claim, { by: 'a', at: now });
      else assert.deepEqual(result.all, all);
      const urgent = claimRenewal(all, key, { ...claimant, urgent: true });
      assert.deepEqual(urgent.claim, urgentClaim ?? claim);
    });

  it('of one connection or domain says nothing of another', () => {
    const all = [{ ...key, failures: 0, claim: { by: 'b', at: now } }];
    const claimant = { by: 'a', now, knownHashes: [], urgent: false };
    const other = { ...key, connection: 'default@eu-west-1' };
    assert.ok(claimRenewal(all, other, claimant).claim.won);
    const otherRealm = { ...key, domain: { ...key.domain, realm: 'http://127.0.0.1:1' } };
    assert.ok(claimRenewal(all, otherRealm, claimant).claim.won);
  });
});

describe('what all windows share', () => {
  it('survives JSON, and drops what is not a renewal', () => {
    const full: Renewal = {
      ...key,
      token,
      failures: 1,
      askedAt: now,
      notBefore: now,
      claim: { by: 'a', at: now },
    };
    const odd = [
      null,
      7,
      {},
      { ...key },
      { ...full, failures: 'x' },
      { ...full, token: { hash: 'x' } },
      { ...full, claim: { by: 1, at: now } },
      { ...full, domain: { domain: 'x' } },
      { ...full, askedAt: null },
    ];
    assert.deepEqual(parseRenewals(JSON.parse(JSON.stringify([full, ...odd]))), [full]);
    for (const not of [undefined, null, {}, 'x']) assert.deepEqual(parseRenewals(not), []);
  });

  it('keeps one entry for each key, and 200 in all', () => {
    let all: readonly Renewal[] = [];
    for (let index = 0; index < 205; index++)
      all = upsertRenewal(all, { ...key, connection: `c${index}`, failures: 0 });
    assert.equal(all.length, 200);
    all = upsertRenewal(all, { ...key, connection: 'c204', failures: 3 });
    assert.equal(all.length, 200);
    assert.equal(all.at(-1)?.failures, 3);
  });
});
