import assert from 'node:assert/strict';
import { parseTestOptions } from '../../../tools/tests/options';

const suites = ['unit', 'e2e'];
const plain = { suites: [], filters: [], strict: false, repeat: 1, coverage: false };

describe('the options of npm test', () => {
  for (const [args, wanted] of [
    [[], {}],
    [['unit'], { suites: ['unit'] }],
    [['e2e', 'twoWindows'], { suites: ['e2e'], filters: ['twoWindows'] }],
    [['--grep', 'a b'], { grep: 'a b' }],
    [['--strict'], { strict: true }],
    [['--repeat', '10', 'e2e'], { repeat: 10, strict: true, suites: ['e2e'] }],
    [['--changed'], { changedSince: 'HEAD' }],
    [['--since', 'main'], { changedSince: 'main' }],
    [['--coverage', 'unit'], { coverage: true, suites: ['unit'] }],
  ] as const)
    it(`reads ${args.join(' ') || 'none'}`, () => {
      assert.deepEqual(parseTestOptions(args, suites), { ...plain, ...wanted });
    });

  for (const repeat of ['0', '-1', '1.5', 'many', ''])
    it(`refuses to repeat '${repeat}' times`, () => {
      assert.throws(() => parseTestOptions([`--repeat=${repeat}`], suites), /whole number above 0/);
    });

  it('shows the help', () => {
    assert.equal(parseTestOptions(['--help'], suites), 'help');
  });

  it('refuses an option that does not exist', () => {
    assert.throws(() => parseTestOptions(['--nothing'], suites), /--nothing/);
  });
});
