import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Secret } from '../../../src/core/secret';
import { isCutShort, isTokenText, parseTokenHint } from '../../../src/core/token';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('parseTokenHint', () => {
  it('reads the expiry that a token names', () => {
    const hint = parseTokenHint(
      `${part({ alg: 'x', isu: 1_700_000_000, exp: 1_700_043_200 })}.a.b.c.d`,
    );
    assert.deepEqual(hint, {
      issued: new Date(1_700_000_000_000),
      expires: new Date(1_700_043_200_000),
    });
  });
  const others: [what: string, text: string][] = [
    ['a password', 'hunter2'],
    ['five words', 'a.b.c.d.e'],
    ['a JWT of three parts', `${part({ exp: 1 })}.a.b`],
    ['a token without expiry', `${part({ isu: 1 })}.a.b.c.d`],
    ['a far too large expiry', `${part({ exp: 1e15 })}.a.b.c.d`],
    ['a token whose header is no object', `${part(7)}.a.b.c.d`],
  ];
  for (const [what, text] of others)
    it(`says nothing of ${what}`, () => assert.equal(parseTokenHint(text), undefined));
});

describe('isTokenText', () => {
  const cases: [text: string, ok: boolean][] = [
    ['eyJ2ZXIiOjF9.abc-_.x.y.z', true],
    ['', false],
    ['{encrypted=}', false],
    ['${env.X}', false],
    ['a]]>b', false],
    ['a\nb', false],
    ['a b', false],
    ['tökn', false],
    ['x'.repeat(16_385), false],
  ];
  for (const [text, ok] of cases)
    it(`${ok ? 'takes' : 'refuses'} ${JSON.stringify(text.slice(0, 20))}`, () =>
      assert.equal(isTokenText(text), ok));
});

describe('isCutShort', () => {
  const cases: [what: string, seconds: number, askedSeconds: number, short: boolean][] = [
    ['12 of 12 hours', 43_200, 43_200, false],
    ['what a wrong clock makes of 12 hours', 43_000, 43_200, false],
    ['1 of 12 hours', 3600, 43_200, true],
    ['15 of 15 minutes', 900, 900, false],
    ['a session of an hour', 3600, 0, true],
    ['a session of 12 hours', 43_200, 0, false],
  ];
  for (const [what, seconds, askedSeconds, short] of cases)
    it(`is ${short ? '' : 'not '}${what}`, () =>
      assert.equal(isCutShort({ seconds, askedSeconds }), short));
});

describe('Secret', () => {
  it('is seen only when revealed', () => {
    const secret = new Secret('canary');
    const seen = [
      String(secret),
      JSON.stringify({ secret }),
      inspect({ secret }, { depth: 9, showHidden: true }),
    ];
    assert.doesNotMatch(seen.join(), /canary/);
    assert.equal(secret.reveal(), 'canary');
  });
});
