import assert from 'node:assert/strict';
import { apiOrigin } from '../../../../src/aws/aws';
import { failing } from '../failing';
import { World } from '../world';

describe('the origin of the API', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => world.dispose());

  const cases: [
    what: string,
    config: string,
    endpoints: Parameters<typeof apiOrigin>[1]['endpoints'],
    origin: string,
    region?: string,
  ][] = [
    ['standard', '', {}, 'https://codeartifact.eu-west-1.amazonaws.com'],
    [
      'dual-stack by the profile',
      'use_dualstack_endpoint = true',
      {},
      'https://codeartifact.eu-west-1.api.aws',
    ],
    [
      'FIPS by the settings',
      '',
      { fips: true },
      'https://codeartifact-fips.us-east-1.amazonaws.com',
      'us-east-1',
    ],
    ['of the profile', 'endpoint_url = https://p.example:8443/x', {}, 'https://p.example:8443'],
    [
      'of the settings',
      'endpoint_url = https://p.example',
      { codeartifact: 'https://vpce-1.api.codeartifact.eu-west-1.vpce.amazonaws.com' },
      'https://vpce-1.api.codeartifact.eu-west-1.vpce.amazonaws.com',
    ],
    ['of China', '', {}, 'https://codeartifact.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    [
      'of the European Sovereign Cloud',
      '',
      {},
      'https://codeartifact.eusc-de-east-1.amazonaws.eu',
      'eusc-de-east-1',
    ],
  ];
  for (const [what, config, endpoints, origin, region = 'eu-west-1'] of cases)
    it(`is ${origin}, ${what}`, async () => {
      world.config(`[profile p]\n${config}`);
      const connection = { kind: 'profile', profile: 'p', region } as const;
      const options = { ...world.options(), endpoints: endpoints ?? {} };
      assert.equal(await apiOrigin(connection, options), origin);
    });

  it('is refused for an endpoint_url that is not a URL', async () => {
    world.config('[profile p]\nendpoint_url = nowhere');
    const connection = { kind: 'profile', profile: 'p', region: 'eu-west-1' } as const;
    await assert.rejects(apiOrigin(connection, world.options()), failing('endpoint-refused'));
  });
});
