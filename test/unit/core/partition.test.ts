import { partition } from '@aws-sdk/core/client';
import assert from 'node:assert/strict';
import { partitionOf, partitions } from '../../../src/core/partition';

describe('the partition of a region', () => {
  const regions = [
    'eu-west-1',
    'us-east-1',
    'mx-central-1',
    'cn-north-1',
    'us-gov-west-1',
    'eusc-de-east-1',
    'us-iso-east-1',
    'us-isob-east-1',
    'eu-isoe-west-1',
    'us-isof-south-1',
  ];
  for (const region of regions)
    it(`is that of the SDK for ${region}`, () => {
      const { name, dnsSuffix, dualStackDnsSuffix } = partitionOf(region);
      const known = partition(region);
      assert.deepEqual(
        { name, dnsSuffix, dualStackDnsSuffix },
        {
          name: known.name,
          dnsSuffix: known.dnsSuffix,
          dualStackDnsSuffix: known.dualStackDnsSuffix,
        },
      );
    });

  it('covers every partition', () =>
    assert.equal(new Set(regions.map(region => partitionOf(region).name)).size, partitions.length));
});
