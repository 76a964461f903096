import assert from 'node:assert/strict';
import { Failure } from '../../../src/core/failure';
import { tokenHash } from '../../../src/tokens/ledger';
import { parseRenewals } from '../../../src/tokens/renewals';
import { Computer, dice } from './computer';
import { domain, key, Office } from './office';

const minute = 60_000;

describe('TokenRenewer, after a token was rejected', () => {
  const { signal } = new AbortController();
  let office: Office;
  beforeEach(() => {
    office = new Office(new Computer(new Date('2026-01-01T00:00:00Z')), dice(3));
    office.held = { text: 'first', ends: 0 };
  });
  const during = async <T>(work: Promise<T>): Promise<T> => {
    await office.computer.live(2 * minute);
    return await work;
  };

  it('fetches nothing when the token was replaced meanwhile', async () => {
    const renewer = office.open('a', false);
    assert.equal(await during(renewer.replaceRefusedToken(key, tokenHash('former'), signal)), true);
    assert.equal(office.calls.length, 0);
  });

  it('fetches nothing for another domain that holds the same token', async () => {
    const other = { ...key, domain: { ...domain, domain: 'other' } };
    const held = { hash: tokenHash('first') };
    office.wanted = () => [
      { ...key, held },
      { ...other, held },
    ];
    const renewer = office.open('a', false);
    await during(renewer.replaceRefusedToken(key, held.hash, signal));
    assert.equal(office.calls.length, 1);
  });
});

describe('TokenRenewer, when it cannot write', () => {
  it('tries after 1, 4 and 10 minutes', async () => {
    const office = new Office(new Computer(new Date('2026-01-01T00:00:00Z')), dice(3));
    const tries: number[] = [];
    office.failWrite = () => {
      tries.push(office.computer.elapsed / minute);
      return new Failure('file-unwritable', 'settings.xml');
    };
    office.open('a');
    await office.computer.live(20 * minute);
    office.closeAll();
    assert.equal(tries.length, 4, String(tries));
    const gaps = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    for (const [index, least] of [1, 4, 10].entries()) {
      const gap = gaps[index] ?? 0;
      // A tenth more at random, and what is left until the next look.
      assert.ok(gap >= least && gap <= 1.1 * least + 0.5, `${gap} of ${least}`);
    }
  });
});

describe('what windows share of renewals', () => {
  const token = { hash: 'h', issuedAt: 1, lifeMs: 2, renewAfterMs: 3 };
  const good = { ...key, failures: 0, askedAt: 4, notBefore: 5, token, claim: { by: 'a', at: 6 } };
  const bare = { ...key, failures: 0 };
  it('is read with and without what may be missing', () =>
    assert.deepEqual(parseRenewals([good, bare]), [good, bare]));
  it('is nothing where there is no list', () => {
    for (const json of [undefined, null, {}, 'x', { 0: bare }])
      assert.deepEqual(parseRenewals(json), []);
  });

  const odd: unknown[] = [
    ...[null, 7, 'x', {}],
    ...['realm', 'region', 'owner', 'domain'].map(name => ({
      ...bare,
      domain: { ...domain, [name]: 1 },
    })),
    ...[
      { ...bare, domain: null },
      { ...bare, connection: 1 },
      { ...bare, failures: '0' },
    ],
    ...[
      { ...bare, failures: null },
      { ...bare, askedAt: '4' },
      { ...bare, notBefore: null },
    ],
    ...['hash', 'issuedAt', 'lifeMs', 'renewAfterMs'].map(name => ({
      ...bare,
      token: { ...token, [name]: null },
    })),
    ...[
      { ...bare, token: null },
      { ...bare, token: 'h' },
      { ...bare, claim: null },
    ],
    ...[
      { ...bare, claim: { by: 1, at: 6 } },
      { ...bare, claim: { by: 'a' } },
    ],
  ];
  for (const value of odd)
    it(`is not ${JSON.stringify(value)}`, () =>
      assert.deepEqual(parseRenewals([value, bare]), [bare]));
  it('is no number that is not finite', () =>
    assert.deepEqual(parseRenewals([{ ...bare, askedAt: Infinity }, bare]), [bare]));
});
