import type { HttpRequest } from '@smithy/core/protocols';
import assert from 'node:assert/strict';
import { defaultLimits } from '../../../../src/aws/client/awsOptions';
import { createClients } from '../../../../src/aws/client/clients';
import {
  endpointVariants,
  type EndpointVariants,
} from '../../../../src/aws/client/endpointVariants';
import { GuardedHandler, createSocketHandler } from '../../../../src/aws/client/guardedHandler';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ListDomainsCommand } from '@aws-sdk/client-codeartifact';

describe('the hosts that the SDK derives', () => {
  /** The hosts of both services, seen at the last step before the network. */
  async function hosts(region: string, partial: Partial<EndpointVariants>): Promise<string[]> {
    const seen: string[] = [];
    const allowed = { aws: true, origins: [] };
    const credentials = { accessKeyId: 'A', secretAccessKey: 's' };
    const variants = { fips: false, dualStack: false, ...partial };
    const clients = createClients(
      { credentials, endpoints: {}, variants },
      { region, allowed, handler: new GuardedHandler(createSocketHandler(defaultLimits), allowed) },
    );
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

  const cases: [
    region: string,
    variants: Partial<EndpointVariants>,
    codeArtifact: string,
    sts: string,
  ][] = [
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
});

describe('the endpoint variant', () => {
  const both = { use_fips_endpoint: 'true', use_dualstack_endpoint: 'TRUE' };
  const none = { fips: false, dualStack: false };
  const cases: [
    what: string,
    options: Parameters<typeof endpointVariants>[0],
    section: Record<string, string>,
    variants: EndpointVariants,
  ][] = [
    ['the standard one by default', { environment: {} }, {}, none],
    ['that of the profile', { environment: {} }, both, { fips: true, dualStack: true }],
    [
      'that of the environment before the profile',
      { environment: { AWS_USE_FIPS_ENDPOINT: 'false', AWS_USE_DUALSTACK_ENDPOINT: 'true' } },
      { use_fips_endpoint: 'true' },
      { fips: false, dualStack: true },
    ],
    [
      'that of the settings before the environment',
      { environment: { AWS_USE_FIPS_ENDPOINT: 'true' }, endpoints: { fips: false } },
      {},
      none,
    ],
  ];
  for (const [what, options, section, variants] of cases)
    it(`is ${what}`, () => {
      const shared = { profiles: new Map([['p', section]]) };
      assert.deepEqual(endpointVariants(options, 'p', shared), variants);
    });
});
