import {
  CodeartifactClient,
  DescribePackageVersionCommand,
  ListDomainsCommand,
  ListPackagesCommand,
  ListPackageVersionsCommand,
  ListRepositoriesInDomainCommand,
  type CodeartifactClientConfig,
} from '@aws-sdk/client-codeartifact';
import { HttpResponse } from '@smithy/core/protocols';
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { PlainJsonProtocol } from '../../../../src/aws/client/plainJsonProtocol';

const repository = { domain: 'team', repository: 'maven' };
const released = { ...repository, format: 'maven', namespace: 'org', package: 'app' } as const;

/** A client that is answered with `body` whatever it asks. */
function answered(body: string, status = 200, config: CodeartifactClientConfig = {}) {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'ConflictException' };
  const response = () =>
    new HttpResponse({ statusCode: status, headers, body: Readable.from([Buffer.from(body)]) });
  return new CodeartifactClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: { handle: () => Promise.resolve({ response: response() }) },
    ...config,
  });
}

const plain = { protocol: PlainJsonProtocol };
const packages = { packages: [{ format: 'maven', namespace: 'org', package: 'äpp' }] };

type Ask = (client: CodeartifactClient) => Promise<object>;

describe('CodeArtifact’s protocol', () => {
  const listPackages: Ask = client => client.send(new ListPackagesCommand(repository));
  const cases: [what: string, ask: Ask, answer: unknown][] = [
    ['packages', listPackages, { ...packages, nextToken: 'n' }],
    [
      'packages with origin controls',
      listPackages,
      {
        packages: [
          {
            format: 'maven',
            package: 'app',
            originConfiguration: { restrictions: { publish: 'ALLOW', upstream: 'BLOCK' } },
          },
        ],
      },
    ],
    [
      'what is null',
      listPackages,
      { packages: [{ format: 'maven', namespace: null, package: 'app' }], nextToken: null },
    ],
    ['no packages', listPackages, {}],
    ['an answer that is a list', listPackages, []],
    ['an empty answer', listPackages, undefined],
    [
      'versions',
      client => client.send(new ListPackageVersionsCommand(released)),
      {
        versions: [{ version: '1', status: 'Published', origin: { originType: 'INTERNAL' } }],
        defaultDisplayVersion: '1',
      },
    ],
    [
      'times of domains',
      client => client.send(new ListDomainsCommand()),
      { domains: [{ name: 'team', owner: '111122223333', createdTime: 1.5e9 }] },
    ],
    [
      'times of repositories',
      client => client.send(new ListRepositoriesInDomainCommand({ domain: 'team' })),
      { repositories: [{ name: 'maven', createdTime: 1.5e9 }] },
    ],
    [
      'the time of a version',
      client =>
        client.send(new DescribePackageVersionCommand({ ...released, packageVersion: '1' })),
      { packageVersion: { version: '1', publishedTime: 1.5e9, licenses: [{ name: 'MIT' }] } },
    ],
  ];
  for (const [what, ask, answer] of cases)
    it(`reads ${what} as the SDK does`, async () => {
      const body = answer === undefined ? '' : JSON.stringify(answer);
      assert.deepEqual(await ask(answered(body, 200, plain)), await ask(answered(body)));
    });

  it('reads times as times', async () => {
    const body = JSON.stringify({ domains: [{ createdTime: 1.5e9 }] });
    const { domains } = await answered(body, 200, plain).send(new ListDomainsCommand());
    assert.deepEqual(domains, [{ createdTime: new Date(1.5e12) }]);
  });

  it('reads errors as the SDK does', async () => {
    const refused = (config: CodeartifactClientConfig) =>
      listPackages(answered('{"message":"no","resourceId":"app"}', 409, config)).catch(
        (error: unknown) => error,
      );
    const ours = await refused(plain);
    assert.equal((ours as Error).name, 'ConflictException');
    assert.deepEqual(Object.entries(ours as Error), Object.entries((await refused({})) as Error));
  });

  it('does not take for JSON what is none', () =>
    assert.rejects(listPackages(answered('<html>', 200, plain)), SyntaxError));

  it('does not copy texts that it has parsed', async () => {
    const odd = { packages: [{ format: 'maven', package: 'app', later: 1 }] };
    const read = await listPackages(answered(JSON.stringify(odd), 200, plain));
    assert.deepEqual({ ...read, $metadata: undefined }, { ...odd, $metadata: undefined });
  });
});
