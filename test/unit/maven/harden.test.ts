import assert from 'node:assert/strict';
import { skip } from '../../skip';
import { fuzzGenerated, fuzzMutated } from '../../properties/fuzz';
import { judgeGenerated } from '../../properties/judged';
import { findMaven, Oracle } from '../../properties/oracle';
import { mutationSources } from '../../properties/sources';

// The short form; `npm run harden` is the long one. The seeds differ from its seeds.
describe('random settings files', () => {
  it('change only in the expected bytes', function () {
    const { documents, accepted } = fuzzGenerated(5_000_000, 800);
    assert.equal(accepted, documents);
  });

  it('are refused or edited correctly after random damage', function () {
    const { documents, accepted } = fuzzMutated(5_000_000, 5000, mutationSources());
    assert.ok(accepted > 0 && accepted < documents);
  });

  it('mean the same to Maven before and after', async function () {
    const maven = findMaven();
    if ('missing' in maven) skip(this, maven.missing);
    const oracle = new Oracle(maven.lib);
    try {
      assert.equal(await judgeGenerated(oracle, 5_000_000, 40), 40);
    } finally {
      oracle.close();
    }
  });
});
