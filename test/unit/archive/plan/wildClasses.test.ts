import assert from 'node:assert/strict';
import { createWildcardMatcher } from '../../../../src/archive/plan/createWildcardMatcher';

/** The characters of ASCII that `[[:name:]]` stands for, a slash aside, which no class matches. */
const members: Readonly<Record<string, RegExp>> = {
  alnum: /^[A-Za-z0-9]$/,
  alpha: /^[A-Za-z]$/,
  blank: /^[ \t]$/,
  cntrl: /^\p{Cc}$/u,
  digit: /^[0-9]$/,
  graph: /^[!-~]$/,
  lower: /^[a-z]$/,
  print: /^[ -~]$/,
  punct: /^[!-/:-@[-`{-~]$/,
  space: /^[\t-\r ]$/,
  upper: /^[A-Z]$/,
  xdigit: /^[A-Fa-f0-9]$/,
};

describe('a class of characters in an ignore rule', () => {
  for (const [name, member] of Object.entries(members))
    it(`is ${name}`, () => {
      const matches = createWildcardMatcher(`[[:${name}:]]`);
      const differs = createWildcardMatcher(`[^[:${name}:]]`);
      for (let code = 0; code < 128; code++) {
        const character = String.fromCharCode(code);
        if (character === '/') continue;
        assert.equal(matches(character), member.test(character), JSON.stringify(character));
        assert.equal(differs(character), !member.test(character), JSON.stringify(character));
      }
    });

  it('matches nothing when git does not know it', () => {
    assert.equal(createWildcardMatcher('[[:letter:]]')('a'), false);
    assert.equal(createWildcardMatcher('[[:alpha:]')('a'), false);
  });
});
