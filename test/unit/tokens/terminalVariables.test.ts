import assert from 'node:assert/strict';
import type { Domain } from '../../../src/core/coordinates';
import { terminalVariables } from '../../../src/tokens/terminalVariables';

const domain = (name: string, owner = '111122223333', region = 'eu-west-1'): Domain => ({
  realm: 'aws',
  region,
  owner,
  domain: name,
});

describe('terminalVariables', () => {
  const team = domain('team');
  const rows: [what: string, domains: Domain[], chosen: Domain | undefined, names: string[]][] = [
    ['nothing', [], undefined, []],
    ['a domain that nobody chose', [team], undefined, ['CODEARTIFACT_AUTH_TOKEN_TEAM']],
    ['the chosen one', [team], team, ['CODEARTIFACT_AUTH_TOKEN']],
    ['the chosen one, not found anywhere', [], team, ['CODEARTIFACT_AUTH_TOKEN']],
    [
      'others beside it',
      [domain('my-own'), team, team],
      team,
      ['CODEARTIFACT_AUTH_TOKEN', 'CODEARTIFACT_AUTH_TOKEN_MY_OWN'],
    ],
    [
      'the same name of two owners and regions',
      [team, domain('team', '444455556666'), domain('team', '444455556666', 'us-east-1')],
      undefined,
      [
        'CODEARTIFACT_AUTH_TOKEN_TEAM_111122223333',
        'CODEARTIFACT_AUTH_TOKEN_TEAM_444455556666_EU_WEST_1',
        'CODEARTIFACT_AUTH_TOKEN_TEAM_444455556666_US_EAST_1',
      ],
    ],
  ];
  for (const [what, domains, chosen, names] of rows)
    it(`names ${what}`, () =>
      assert.deepEqual([...terminalVariables(domains, chosen).keys()], names));
});
