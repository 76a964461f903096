import assert from 'node:assert/strict';
import {
  findLedgerEntry,
  isSignedOut,
  type LedgerEntry,
  parseLedger,
  clearSignedOut,
  markSignedOut,
  tokenHash,
  addLedgerEntries,
} from '../../../src/tokens/ledger';

const domain = { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: 'team' };
const entry = (server: string, token: string): LedgerEntry => ({
  domain,
  holder: '/home/a/.m2/settings.xml',
  server,
  issued: '2026-01-01T00:00:00.000Z',
  expires: '2026-01-01T12:00:00.000Z',
  hash: tokenHash(token),
});

const none = parseLedger(undefined);

describe('the ledger', () => {
  it('knows a token again by its hash, and never holds it', () => {
    const ledger = addLedgerEntries(none, [entry('a', 'canary')]);
    assert.equal(findLedgerEntry(ledger, 'canary')?.server, 'a');
    assert.equal(findLedgerEntry(ledger, 'canary2'), undefined);
    assert.doesNotMatch(JSON.stringify(ledger), /canary/);
  });
  it('replaces the entry of the same place and keeps the others', () => {
    const first = addLedgerEntries(none, [entry('a', 'one'), entry('b', 'two')]);
    const second = addLedgerEntries(first, [entry('a', 'three')]);
    assert.deepEqual(
      second.entries.map(({ server, hash }) => [server, hash]),
      [
        ['b', tokenHash('two')],
        ['a', tokenHash('three')],
      ],
    );
  });
  it('keeps the newest 200', () => {
    const many = Array.from({ length: 205 }, (_, index) => entry(`s${index}`, `t${index}`));
    const { entries } = addLedgerEntries(none, many);
    assert.equal(entries.length, 200);
    assert.equal(entries.at(-1)?.server, 's204');
  });
  it('survives JSON, and reads anything else as empty', () => {
    const life = { seconds: 900, askedSeconds: 0 };
    const ledger = addLedgerEntries(none, [entry('a', 'one'), { ...entry('b', 'two'), life }]);
    assert.deepEqual(parseLedger(JSON.parse(JSON.stringify(ledger))), ledger);
    assert.deepEqual(
      parseLedger({ entries: [{ ...entry('a', 'one'), life: { seconds: 'x' } }] }),
      none,
    );
    for (const odd of [undefined, null, 7, [], { entries: 1 }, { entries: [{}, null, 'x'] }])
      assert.deepEqual(parseLedger(odd), none);
  });

  it('keeps what was signed out, until it is signed in again', () => {
    const ledger = addLedgerEntries(none, [entry('a', 'one'), entry('b', 'two')]);
    const out = markSignedOut(ledger, [entry('a', 'one')]);
    assert.equal(out.entries.length, 2, 'the ledger still knows what was ours');
    assert.deepEqual(parseLedger(JSON.parse(JSON.stringify(out))), out);
    assert.equal(isSignedOut(out, entry('a', '')), true);
    assert.equal(isSignedOut(out, entry('b', '')), false);
    // A window that was fetching all the while does not bring it back.
    assert.equal(isSignedOut(addLedgerEntries(out, [entry('a', 'late')]), entry('a', '')), true);
    assert.equal(isSignedOut(clearSignedOut(out, [entry('a', '')]), entry('a', '')), false);
    assert.doesNotMatch(JSON.stringify(out.signedOut), /hash|team/);
  });
});
