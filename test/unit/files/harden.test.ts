import assert from 'node:assert/strict';
import { skip } from '../../skip';
import { meddleWhileReplacing, updateTogether } from '../../properties/concurrency';
import { errnos, injectFaults, injectShortWrites } from '../../properties/faults';
import { fillDisk } from '../../properties/fullDisk';
import { killAtEachCall, killAtRandom } from '../../properties/kills';
import { Random } from '../../properties/random';

// The short form; `npm run harden` is the long one.
describe('replaceFile under faults', function () {
  this.timeout(120_000);

  it('survives errors of every call', async () => {
    const { faults, refused } = await injectFaults(errnos.slice(0, 3));
    assert.ok(faults >= 100 && refused > 0);
  });

  it('survives short writes', async () => assert.equal(await injectShortWrites(8), 9));

  it('survives a full disk', async function () {
    const disk = await fillDisk();
    if ('missing' in disk) skip(this, disk.missing);
    assert.ok(disk.runs > 0);
  });

  it('survives kills at random', async () => {
    const { kills } = await killAtRandom(new Random(5), 4);
    assert.equal(kills, 4);
  });

  it('survives kills at each call', async () => {
    const { kills, calls } = await killAtEachCall(1, 8);
    assert.equal(kills, Math.ceil(calls / 8));
  });

  it('loses no update of several processes', async () =>
    assert.equal(await updateTogether(3, 12), 36));

  it('loses no change of a program that knows no lock', async () => {
    const { beforeCheck, inPlaceAfterCheck } = await meddleWhileReplacing(new Random(5), 40);
    assert.deepEqual([beforeCheck, inPlaceAfterCheck], [32, 8]);
  });
});
