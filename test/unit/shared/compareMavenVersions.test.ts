import assert from 'node:assert/strict';
import { compareMavenVersions } from '../../../src/shared/compareMavenVersions';
import { findMaven } from '../../properties/oracle';
import { findOrderDifferences } from '../../properties/versionOrder';
import { skip } from '../../skip';

describe('compareMavenVersions', () => {
  const ascending: string[][] = [
    ['1-alpha-1', '1-alpha-2', '1-beta', '1-m3', '1-rc1', '1-SNAPSHOT', '1', '1-sp', '1-foo'],
    ['1-foo', '1-2', '1.0.1', '1.2', '1.9', '1.10', '1.10.1', '2.0-rc2', '2.0', '10'],
    ['1-alpha-9', '1-alpha-10'],
    ['2.0.0-M1', '2.0-RC1', '2.0.0.SNAPSHOT', '2.0.0.Final'],
    ['1-a1', '1-b1', '1-m1'],
    ['99999999999999999998', '99999999999999999999'],
    ['1-bar', '1-foo'],
    ['1-é', '1-ü'],
    ['', '1'],
  ];
  for (const versions of ascending)
    it(`sorts ${versions.join(', ')}`, () =>
      assert.deepEqual([...versions].reverse().sort(compareMavenVersions), versions));

  for (const [a, b] of [
    ['1.0.0', '1'],
    ['1-ga', '1'],
    ['1.0.0-FINAL', '1.0'],
    ['1-release', '1'],
    ['1-foo', '1-FOO'],
    ['1-cr2', '1-rc-2'],
    ['1-m2', '1-milestone-2'],
    ['1.x', '1-x'],
    ['', '0'],
  ] as const)
    it(`treats '${a}' and '${b}' as equal`, () => {
      assert.equal(compareMavenVersions(a, b), 0);
      assert.equal(compareMavenVersions(b, a), 0);
    });

  it('agrees with Maven on random versions', async function () {
    const found = findMaven();
    if ('missing' in found) return skip(this, found.missing);
    assert.deepEqual(await findOrderDifferences(found.lib, Date.now(), 5000), []);
  });
});
