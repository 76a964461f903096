import type { HttpRequest } from '@smithy/core/protocols';
import assert from 'node:assert/strict';
import { defaultLimits } from '../../../../src/aws/client/awsOptions';
import { createClients, type EndpointVariants } from '../../../../src/aws/client/clients';
import { GuardedHandler, createSocketHandler } from '../../../../src/aws/client/guardedHandler';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ListDomainsCommand } from '@aws-sdk/client-codeartifact';
import { World } from '../world';

describe('the hosts that the SDK derives', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => world.dispose());

  /** The hosts of both services, seen at the last step before the network. */
  async function hosts(region: string, variants: EndpointVariants): Promise<string[]> {
    const seen: string[] = [];
    const allowed = { aws: true, origins: [] };
    const clients = createClients({
      region,
      variants,
      allowed,
      profile: undefined,
      resolved: { credentials: { accessKeyId: 'A', secretAccessKey: 's' }, endpoints: {} },
      handler: new GuardedHandler(createSocketHandler(defaultLimits), allowed),
    });
    const look = (request: unknown): never => {
      const { protocol, hostname, headers } = request as HttpRequest;
      assert.match(headers['authorization'] ?? '', /^AWS4-HMAC-SHA256/);
      seen.push(`${protocol}//${hostname}`);
      throw new Error('seen');
    };
    const last = { step: 'finalizeRequest', priority: 'low', name: 'look' } as const;
    clients.codeArtifact.middlewareStack.add(() => args => look(args.request), last);
    clients.sts().middlewareStack.add(() => args => look(args.request), last);
    await assert.rejects(clients.codeArtifact.send(new ListDomainsCommand()), /seen/);
    await assert.rejects(clients.sts().send(new GetCallerIdentityCommand()), /seen/);
    return seen;
  }

  const cases: [region: string, variants: EndpointVariants, codeArtifact: string, sts: string][] = [
    ['eu-west-1', {}, 'codeartifact.eu-west-1.amazonaws.com', 'sts.eu-west-1.amazonaws.com'],
    [
      'us-east-1',
      { fips: true },
      'codeartifact-fips.us-east-1.amazonaws.com',
      'sts-fips.us-east-1.amazonaws.com',
    ],
    ['eu-west-1', { dualStack: true }, 'codeartifact.eu-west-1.api.aws', 'sts.eu-west-1.api.aws'],
    [
      'cn-north-1',
      {},
      'codeartifact.cn-north-1.amazonaws.com.cn',
      'sts.cn-north-1.amazonaws.com.cn',
    ],
    [
      'us-gov-west-1',
      { fips: true },
      'codeartifact-fips.us-gov-west-1.amazonaws.com',
      'sts.us-gov-west-1.amazonaws.com',
    ],
  ];
  for (const [region, variants, codeArtifact, sts] of cases)
    it(`pass the guard in ${region} with ${JSON.stringify(variants)}`, async () =>
      assert.deepEqual(await hosts(region, variants), [
        `https://${codeArtifact}`,
        `https://${sts}`,
      ]));

  it('follow the environment when user settings say nothing', async () => {
    world.set({ AWS_USE_FIPS_ENDPOINT: 'true' });
    assert.match((await hosts('us-east-1', {})).join(), /codeartifact-fips.*sts-fips/);
    assert.doesNotMatch((await hosts('us-east-1', { fips: false })).join(), /fips/);
  });
});
