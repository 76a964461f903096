import assert from 'node:assert/strict';
import type { Claim } from '../../../../../src/maven/findClaims';
import type { Domain } from '../../../../../src/core/coordinates';
import { createServerId } from '../../../../../src/ui/buildTools/maven/createServerId';

const domain = (owner: string, region = 'eu-west-1'): Domain => ({
  realm: 'aws',
  region,
  owner,
  domain: 'team',
});
const claim = (id: string, of: Domain): Claim => ({ id, domain: of, sources: [], isUsed: true });
const own = domain('111122223333');

describe('serverId', () => {
  const others = domain('444455556666');
  const rows: [what: string, claims: Claim[], id: string][] = [
    ['as the console names it', [], 'team-releases'],
    ['that is the same domain’s already', [claim('team-releases', own)], 'team-releases'],
    [
      'with the owner, where another account has it',
      [claim('team-releases', others)],
      'team-111122223333-releases',
    ],
    [
      'with the region, where another region has that',
      [
        claim('team-releases', others),
        claim('team-111122223333-releases', domain('111122223333', 'us-east-1')),
      ],
      'team-111122223333-eu-west-1-releases',
    ],
  ];
  for (const [what, claims, id] of rows)
    it(`is one ${what}`, () =>
      assert.equal(
        createServerId({ claims, conflicts: [] }, { ...own, repository: 'releases' }),
        id,
      ));

  it('is not one that is in conflict', () => {
    const claims = [claim('team-releases', own), claim('team-releases', others)];
    const conflicts = [{ id: 'team-releases', claims }];
    assert.equal(
      createServerId({ claims: [], conflicts }, { ...own, repository: 'releases' }),
      'team-111122223333-releases',
    );
  });
});
