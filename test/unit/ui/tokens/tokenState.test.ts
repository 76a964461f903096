import assert from 'node:assert/strict';
import { parseLedger, markSignedOut, tokenHash } from '../../../../src/tokens/ledger';
import type { TokenLocation } from '../../../../src/ui/tokens/tokenHolder';
import { findEarliestExpiry, listTokenStates } from '../../../../src/ui/tokens/tokenState';
import { place, tokenUntil } from './places';

const early = new Date('2026-01-01T05:00:00Z');
const late = new Date('2026-01-01T11:00:00Z');
const none = parseLedger(undefined);

describe('the states of tokens', () => {
  it('stand together by domain, in the order in which domains are found', () => {
    const states = listTokenStates(
      [place('maven', 'b'), place('maven', 'a'), place('gradle', 'b', 'opaque')],
      none,
    );
    assert.deepEqual(
      states.map(it => `${it.domain.domain} ${it.kind}`),
      ['b maven', 'b gradle', 'a maven'],
    );
  });

  it('know the end from the ledger, else from the token', () => {
    const { domain, holder, server } = place('gradle', 'a');
    const hash = tokenHash('ours');
    const entry = { domain, holder, server, issued: '', expires: early.toISOString(), hash };
    const ledger = { ...none, entries: [entry] };
    const ends = listTokenStates(
      [tokenUntil(late), 'ours', 'opaque'].map(held => place('maven', 'a', held)),
      ledger,
    ).map(({ expires }) => expires?.getTime());
    assert.deepEqual(ends, [late.getTime(), early.getTime(), undefined]);
  });

  it('tell which tokens end before their time', () => {
    const { domain, holder, server } = place('gradle', 'a');
    const lives = [
      { seconds: 43_200, askedSeconds: 43_200 },
      { seconds: 900, askedSeconds: 0 },
    ];
    const entries = lives.map((life, index) => ({
      domain,
      holder,
      server,
      issued: '',
      expires: late.toISOString(),
      hash: tokenHash(`ours${index}`),
      life,
    }));
    const places = ['ours0', 'ours1', 'opaque'].map(held => place('maven', 'a', held));
    assert.deepEqual(
      listTokenStates(places, { ...none, entries }).map(({ shortenedLife }) => shortenedLife),
      [undefined, lives[1], undefined],
    );
  });

  it('tell what was signed out from what never had a token', () => {
    const out = place('maven', 'a');
    const [first, second] = listTokenStates(
      [out, place('gradle', 'a')],
      markSignedOut(none, [out]),
    );
    assert.deepEqual([first?.signedOut, second?.signedOut], [true, false]);
  });

  const rows: [what: string, places: TokenLocation[], end: Date | undefined][] = [
    ['nothing', [], undefined],
    ['a token', [place('maven', 'a', tokenUntil(late))], late],
    [
      'the worst of a domain',
      [place('maven', 'a', tokenUntil(late)), place('gradle', 'a', tokenUntil(early))],
      early,
    ],
    [
      'the worst domain',
      [place('maven', 'a', tokenUntil(late)), place('maven', 'b', tokenUntil(early))],
      early,
    ],
    [
      'a domain with a holder of unknown life, which may be dead',
      [place('maven', 'a', tokenUntil(late)), place('gradle', 'a', 'opaque')],
      undefined,
    ],
    [
      'terminals that have no token yet',
      [place('maven', 'a', tokenUntil(late)), place('terminal', 'a')],
      late,
    ],
  ];
  for (const [what, places, end] of rows)
    it(`end with ${what}`, () =>
      assert.equal(findEarliestExpiry(listTokenStates(places, none))?.getTime(), end?.getTime()));

  it('do not end with what was signed out', () => {
    const out = place('gradle', 'a');
    const places = [place('maven', 'a', tokenUntil(late)), out];
    assert.equal(
      findEarliestExpiry(listTokenStates(places, markSignedOut(none, [out])))?.getTime(),
      late.getTime(),
    );
  });
});
