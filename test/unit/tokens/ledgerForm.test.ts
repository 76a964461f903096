import assert from 'node:assert/strict';
import {
  parseLedger,
  markSignedOut,
  addLedgerEntries,
  type LedgerEntry,
} from '../../../src/tokens/ledger';

const entry: LedgerEntry = {
  domain: { realm: 'aws', region: 'eu-west-1', owner: '111122223333', domain: 'team' },
  holder: '/s.xml',
  server: 'a',
  issued: 'i',
  expires: 'e',
  hash: 'h',
};
const life = { seconds: 900, askedSeconds: 0 };
const place = { holder: '/s.xml', server: 'a' };

describe('a ledger that is read', () => {
  it('has entries with and without a life', () => {
    const entries = [entry, { ...entry, life }];
    assert.deepEqual(parseLedger({ entries, signedOut: [place] }), {
      entries,
      signedOut: [place],
    });
  });

  const odd: [what: string, value: unknown][] = [
    ...['domain', 'holder', 'server', 'issued', 'expires', 'hash'].map(
      (name): [string, unknown] => [`no ${name}`, { ...entry, [name]: undefined }],
    ),
    ['a domain that is null', { ...entry, domain: null }],
    ['a domain that is a text', { ...entry, domain: 'team' }],
    ['a holder that is a number', { ...entry, holder: 1 }],
    ['a hash that is null', { ...entry, hash: null }],
    ['a life that is null', { ...entry, life: null }],
    ['a life that is a number', { ...entry, life: 900 }],
    ['a life without seconds', { ...entry, life: { askedSeconds: 0 } }],
    ['a life without asked seconds', { ...entry, life: { seconds: 900 } }],
    ['a life whose seconds are a text', { ...entry, life: { ...life, seconds: '900' } }],
    ['a life whose asked seconds are a text', { ...entry, life: { ...life, askedSeconds: '0' } }],
  ];
  for (const [what, value] of odd)
    it(`has no entry with ${what}`, () =>
      assert.deepEqual(parseLedger({ entries: [value, entry] }).entries, [entry]));

  for (const value of [null, 1, 'x', {}, { holder: 'a' }, { server: 'a' }, { ...place, holder: 1 }])
    it(`has no signed-out place ${JSON.stringify(value)}`, () =>
      assert.deepEqual(parseLedger({ signedOut: [value, place] }).signedOut, [place]));
});

describe('the places of a ledger', () => {
  it('are told apart by the holder as well as the server', () => {
    const other = { ...entry, holder: '/other.xml' };
    const none = parseLedger(undefined);
    assert.equal(addLedgerEntries(none, [entry, other]).entries.length, 2);
    assert.equal(addLedgerEntries(addLedgerEntries(none, [entry]), [other]).entries.length, 2);
    assert.deepEqual(markSignedOut(markSignedOut(none, [entry]), [entry, other]).signedOut, [
      place,
      { ...place, holder: '/other.xml' },
    ]);
  });

  it('are the newest 200 that were signed out', () => {
    const places = Array.from({ length: 205 }, (_, at) => ({ ...place, server: `s${at}` }));
    const { signedOut } = markSignedOut(parseLedger(undefined), places);
    assert.deepEqual([signedOut.length, signedOut[0]?.server], [200, 's5']);
  });
});
