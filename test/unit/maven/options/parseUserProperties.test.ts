import assert from 'node:assert/strict';
import { parseUserProperties } from '../../../../src/maven/options/parseUserProperties';

describe('parseUserProperties', () => {
  const cases: [options: readonly string[], value: string | undefined][] = [
    [[], undefined],
    [['-Da=1'], '1'],
    [['-Da='], ''],
    [['-Da=b=c'], 'b=c'],
    [['-Da=1\n2'], '1\n2'],
    [['-D', 'a=1'], '1'],
    [['--define', 'a=1'], '1'],
    [['--define=a=1'], '1'],
    [['-Da=1', '-Da=2'], '2'],
    [['-Da=1', '-D', 'a=2'], '2'],
    [['-Da=1', '-Db=2'], '1'],
    [['-Dab=1'], undefined],
    [['-Da'], 'true'],
    [['-D'], undefined],
    [['--define'], undefined],
    [['a=1'], undefined],
    [['-B', 'a=1'], undefined],
    [['x-Da=1'], undefined],
    [['--defined=a=1'], undefined],
  ];
  for (const [options, value] of cases)
    it(`returns ${JSON.stringify(value)} for ${JSON.stringify(options)}`, () =>
      assert.equal(parseUserProperties(options.map(text => ({ text }))).get('a'), value));
});
