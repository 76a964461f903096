import assert from 'node:assert/strict';
import { splitOptions, splitOptionsFile } from '../../../src/shared/splitOptions';

describe('splitOptions', () => {
  const rows: [text: string, words: string[]][] = [
    ['', []],
    ['-Da=b  -Dc', ['-Da=b', '-Dc']],
    [`-Dhome="C:\\My Files" '-Dx=a b'`, ['-Dhome=C:\\My Files', '-Dx=a b']],
    ['-Da=1\n\t-Db=2', ['-Da=1', '-Db=2']],
    ['#a -Db', ['#a', '-Db']],
  ];
  for (const [text, words] of rows)
    it(`splits ${JSON.stringify(text)}`, () => assert.deepEqual(splitOptions(text), words));

  it('leaves lines of comment out, in a file', () =>
    assert.deepEqual(splitOptionsFile('# -Da\r\n-Db=#c\r\n  #-Dd\n-s "my file"'), [
      ...['-Db=#c', '-s', 'my file'],
    ]));
});
