import assert from 'node:assert/strict';
import { visibleText } from '../../../src/shared/visibleText';

describe('visibleText', () => {
  const cases: [what: string, text: string, shown: string][] = [
    ['plain text', 'commons-lang3 ü 漢', 'commons-lang3 ü 漢'],
    ['a right-to-left override', 'a\u202egpj', 'a\\u{202e}gpj'],
    ['zero width', 'a\u200bb', 'a\\u{200b}b'],
    ['a line end', 'a\nb', 'a\\u{a}b'],
    ['too much text', 'abcdef', 'abcd…'],
  ];
  for (const [what, text, shown] of cases)
    it(`shows ${what}`, () =>
      assert.equal(visibleText(text, what === 'too much text' ? 5 : 300), shown));
});
