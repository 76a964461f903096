import assert from 'node:assert/strict';
import { isTokenText, parseTokenHint } from '../../../src/core/token';
import { TokenIssuer } from '../../../src/sandbox/token/tokenIssuer';

const grant = { domain: 'demo', owner: '111122223333', user: 'sandbox', expires: 1_800_043_200 };

describe('TokenIssuer', () => {
  const tokens = new TokenIssuer(Buffer.alloc(16, 1));
  const token = tokens.issue(grant, 1_800_000_000);

  it('issues tokens in the form of the service, with a readable expiry', () => {
    assert.ok(isTokenText(token));
    assert.deepEqual(parseTokenHint(token), {
      issued: new Date(1_800_000_000_000),
      expires: new Date(1_800_043_200_000),
    });
  });

  it('decodes its tokens, also after a restart', () => {
    assert.deepEqual(new TokenIssuer(Buffer.alloc(16, 1)).decode(token), grant);
    assert.equal(new TokenIssuer(Buffer.alloc(16, 2)).decode(token), undefined);
  });

  it('refuses a token in which one character is changed', () => {
    for (let at = 0; at < token.length; at += 7) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const forged = token.slice(0, at) + other + token.slice(at + 1);
      const read = tokens.decode(forged);
      // The last character of a part may hold bits that mean nothing.
      if (read !== undefined)
        assert.deepEqual([read, /[^.](\.|$)/.test(token.slice(at))], [grant, true]);
    }
    const [header = '', ...rest] = token.split('.');
    const later = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
    const longer = Buffer.from(JSON.stringify({ ...later, exp: 9_999_999_999 })).toString(
      'base64url',
    );
    assert.equal(tokens.decode([longer, ...rest].join('.')), undefined);
    for (const nonsense of ['', 'a', '....', 'a.b.c.d.e'])
      assert.equal(tokens.decode(nonsense), undefined);
  });
});
