import assert from 'node:assert/strict';
import { parseReference } from '../../../../src/maven/xml/characters';

describe('a reference in XML', () => {
  const cases: [body: string, code: number | undefined][] = [
    ['#9', 9],
    ['#10', 10],
    ['#13', 13],
    ['#x20', 0x20],
    ['#65', 65],
    ['#x1F600', 0x1f600],
    ['#xd7ff', 0xd7ff],
    ['#xe000', 0xe000],
    ['#xfffd', 0xfffd],
    ['#x10000', 0x10000],
    ['#x10FFFF', 0x10ffff],
    ['#0', undefined],
    ['#8', undefined],
    ['#11', undefined],
    ['#x1f', undefined],
    ['#xd800', undefined],
    ['#xdfff', undefined],
    ['#xfffe', undefined],
    ['#xffff', undefined],
    ['#x110000', undefined],
    ['#', undefined],
    ['#x', undefined],
    ['#X41', undefined],
    ['#4 ', undefined],
    ['# 4', undefined],
    ['#4g', undefined],
    ['#xg', undefined],
    ['amp', 38],
    ['lt', 60],
    ['nothing', undefined],
  ];
  for (const [body, code] of cases)
    it(`&${body}; is ${code === undefined ? 'none' : code}`, () =>
      assert.equal(parseReference(body), code));
});
