import { state as sdkWarning } from '@aws-sdk/core/client';
import assert from 'node:assert/strict';
import { createCodeArtifact } from '../../../src/aws/aws';
import type { CodeArtifact } from '../../../src/core/codeArtifact';
import {
  account,
  domainAt,
  packageAt,
  patience,
  repositoryAt,
  sandboxAt,
  versionAt,
} from './coordinates';
import { failing } from './failing';
import { operations } from './operations';
import { json, StubServer, xml } from './stubServer';
import { warnsOfNode } from './supportWarning';
import { World } from './world';

describe('CodeArtifact behind its port', () => {
  let world: World;
  let server: StubServer;
  let api: CodeArtifact;
  beforeEach(async () => {
    world = new World();
    server = await new StubServer().start();
    api = createCodeArtifact(sandboxAt(server.origin), world.options({ pageSize: 7 }));
  });
  afterEach(async () => {
    api.dispose();
    await server.stop();
    world.dispose();
  });

  for (const { name, run, answer } of operations)
    it(`${name} is signed and understood`, async () => {
      server.reply = json(200, answer(server.origin));
      assert.ok(await run(api, server.origin, patience));
      assert.match(
        server.requests[0]?.headers.authorization ?? '',
        /^AWS4-HMAC-SHA256 Credential=AKIDSANDBOX\/\d+\/eu-west-1\/codeartifact\/aws4_request/,
      );
    });

  it('asks STS who is calling', async () => {
    server.reply = xml(
      200,
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>` +
        `<Arn>arn:aws:iam::${account}:user/me</Arn><UserId>u</UserId><Account>${account}</Account>` +
        `</GetCallerIdentityResult></GetCallerIdentityResponse>`,
    );
    assert.deepEqual(await api.identity(patience), {
      account,
      arn: `arn:aws:iam::${account}:user/me`,
      longLived: false,
    });
  });

  it('pages with what the service gave, and the page size asked for', async () => {
    server.reply = json(200, { domains: [{ name: 'my-team', owner: account }], nextToken: 'n1' });
    const first = await api.domains(undefined, patience);
    assert.deepEqual(first, { items: [domainAt(server.origin)], next: 'n1' });
    server.reply = json(200, { domains: [] });
    assert.deepEqual(await api.domains(first.next, patience), { items: [] });
    assert.deepEqual(JSON.parse(server.requests[1]?.body ?? ''), {
      maxResults: 7,
      nextToken: 'n1',
    });
  });

  it('ends a list whose page token repeats', async () => {
    server.reply = json(200, { repositories: [], nextToken: 'same' });
    assert.deepEqual(await api.repositories(domainAt(server.origin), 'same', patience), {
      items: [],
    });
  });

  it('lists packages by prefix, without what it does not know', async () => {
    server.reply = json(200, {
      packages: [
        { format: 'maven', namespace: 'org.example', package: 'app' },
        { format: 'generic', namespace: 'tools', package: 'cli' },
        { format: 'npm', package: 'left-pad' },
        { format: 'of-the-future', package: 'x' },
      ],
    });
    const filter = { format: 'maven', namespacePrefix: 'org.', packagePrefix: 'a' } as const;
    const page = await api.packages(repositoryAt(server.origin), filter, undefined, patience);
    const of = repositoryAt(server.origin);
    assert.deepEqual(page.items, [
      packageAt(server.origin),
      { ...of, format: 'generic', namespace: 'tools', package: 'cli' },
      { ...of, format: 'npm', package: 'left-pad' },
    ]);
    assert.deepEqual(Object.fromEntries(server.requests[0]?.query ?? []), {
      domain: 'my-team',
      'domain-owner': account,
      repository: 'releases',
      format: 'maven',
      namespace: 'org.',
      'package-prefix': 'a',
      'max-results': '7',
    });
  });

  it('lists versions newest first', async () => {
    server.reply = json(200, {
      versions: [
        { version: '2', status: 'Unlisted', origin: { originType: 'EXTERNAL' } },
        { version: '1', status: 'Published', revision: 'r' },
      ],
    });
    const of = packageAt(server.origin);
    assert.deepEqual((await api.versions(of, undefined, patience)).items, [
      { ...of, version: '2', status: 'Unlisted', origin: 'EXTERNAL' },
      { ...of, version: '1', status: 'Published', origin: 'UNKNOWN', revision: 'r' },
    ]);
    assert.equal(server.requests[0]?.query.get('sortBy'), 'PUBLISHED_TIME');
  });

  it('tells whether a version was published here, however the service pages', async () => {
    const pages = [
      { versions: [], nextToken: 'n1' },
      { versions: [{ version: '1', status: 'Published' }] },
    ];
    server.reply = (seen, response) => {
      json(200, pages.shift() ?? { versions: [] })(seen, response);
    };
    assert.equal(await api.hasInternalVersions(packageAt(server.origin), patience), true);
    assert.equal(await api.hasInternalVersions(packageAt(server.origin), patience), false);
    const asked = server.requests.map(({ query }) => [
      query.get('originType'),
      query.get('next-token'),
    ]);
    assert.deepEqual(asked, [
      ['INTERNAL', null],
      ['INTERNAL', 'n1'],
      ['INTERNAL', null],
    ]);
  });

  it('describes a version', async () => {
    server.reply = json(200, {
      packageVersion: {
        version: '1.0.0',
        status: 'Published',
        revision: 'r1',
        publishedTime: 1_700_000_000,
        displayName: 'App',
        homePage: 'https://example.org',
        licenses: [{ name: 'MIT' }, { url: 'https://example.org/licence' }, {}],
        origin: {
          originType: 'EXTERNAL',
          domainEntryPoint: { externalConnectionName: 'public:x' },
        },
      },
    });
    assert.deepEqual(await api.version(versionAt(server.origin), patience), {
      ...versionAt(server.origin),
      status: 'Published',
      origin: 'EXTERNAL',
      revision: 'r1',
      published: new Date('2023-11-14T22:13:20Z'),
      displayName: 'App',
      homePage: 'https://example.org',
      licenses: ['MIT', 'https://example.org/licence'],
      entryPoint: 'public:x',
    });
  });

  it('describes a repository', async () => {
    server.reply = json(200, {
      repository: {
        name: 'releases',
        description: 'What we ship',
        upstreams: [{ repositoryName: 'a1' }, { repositoryName: 'b2' }],
        externalConnections: [{ externalConnectionName: 'public:maven-central' }],
      },
    });
    assert.deepEqual(await api.repository(repositoryAt(server.origin), patience), {
      ...repositoryAt(server.origin),
      description: 'What we ship',
      upstreams: ['a1', 'b2'],
      externalConnections: ['public:maven-central'],
    });
  });

  it('adds the slash that clients need to an endpoint', async () => {
    const url = `${server.origin}/maven/d/my-team-${account}/releases`;
    server.reply = json(200, { repositoryEndpoint: url });
    assert.equal(await api.endpoint(repositoryAt(server.origin), 'maven', patience), `${url}/`);
  });

  it('hands over a token as a secret', async () => {
    server.reply = json(200, { authorizationToken: 'abc.DEF-1_2', expiration: 4_000_000_000 });
    const token = await api.token(domainAt(server.origin), 0, patience);
    assert.equal(token.secret.reveal(), 'abc.DEF-1_2');
    assert.equal(token.expires.getTime(), 4_000_000_000_000);
    assert.deepEqual(token.domain, domainAt(server.origin));
    assert.equal(server.requests[0]?.query.get('duration'), '0');
    assert.doesNotMatch(JSON.stringify(token), /abc/);
  });

  it('judges an expiry by the clock of the service when ours is wrong', async () => {
    const day = 86_400_000;
    const body = { authorizationToken: 'abc', expiration: (Date.now() - day / 2) / 1000 };
    const date = new Date(Date.now() - day).toUTCString();
    server.reply = json(200, body, { date });
    const token = await api.token(domainAt(server.origin), 43_200, patience);
    assert.equal(token.secret.reveal(), 'abc');
    const { seconds = 0, askedSeconds } = token.life ?? {};
    assert.equal(askedSeconds, 43_200);
    assert.ok(Math.abs(seconds - 43_200) < 60, String(seconds));
    const right = createCodeArtifact(sandboxAt(server.origin), world.options());
    server.reply = json(200, body);
    await assert.rejects(
      right.token(domainAt(server.origin), 43_200, patience),
      failing('bad-answer'),
    );
    right.dispose();
  });

  for (const seconds of [1, 899, 43_201, -1, 900.5, Number.NaN])
    it(`refuses a token for ${seconds} s without asking`, async () => {
      const refused = api.token(domainAt(server.origin), seconds, patience);
      await assert.rejects(refused, failing('invalid-request'));
      assert.equal(server.requests.length, 0);
    });

  const oddTokens: [what: string, body: unknown][] = [
    ['nothing', {}],
    ['no expiry', { authorizationToken: 'abc' }],
    ['no token', { expiration: 4_000_000_000 }],
    ['an empty token', { authorizationToken: '', expiration: 4_000_000_000 }],
    ['a token that XML would change', { authorizationToken: 'a&b', expiration: 4_000_000_000 }],
    ['a token with a line end', { authorizationToken: 'a\nb', expiration: 4_000_000_000 }],
    ['an expiry in the past', { authorizationToken: 'abc', expiration: 1_000_000_000 }],
    ['an expiry that is no date', { authorizationToken: 'abc', expiration: 'soon' }],
    ['a token that is no text', { authorizationToken: 5, expiration: 4_000_000_000 }],
  ];
  for (const [what, body] of oddTokens)
    it(`refuses an answer with ${what}`, async () => {
      server.reply = json(200, body);
      await assert.rejects(
        api.token(domainAt(server.origin), 900, patience),
        failing('bad-answer', 'GetAuthorizationToken'),
      );
    });

  const strangers: [what: string, url: string][] = [
    ['another host', `https://evil.example/maven/d/my-team-${account}/releases/`],
    ['another domain', `ORIGIN/maven/d/other-team-${account}/releases/`],
    ['another format', `ORIGIN/npm/d/my-team-${account}/releases/`],
    ['no URL', 'releases'],
  ];
  for (const [what, url] of strangers)
    it(`refuses an endpoint of ${what}`, async () => {
      server.reply = json(200, { repositoryEndpoint: url.replace('ORIGIN', server.origin) });
      await assert.rejects(
        api.endpoint(repositoryAt(server.origin), 'maven', patience),
        failing('bad-answer'),
      );
    });

  for (const { name, run } of operations)
    it(`${name} refuses an empty answer`, async () => {
      server.reply = json(200, {});
      await assert.rejects(run(api, server.origin, patience), failing('bad-answer'));
    });

  it('does not ask about a domain of another realm', async () => {
    await assert.rejects(
      api.token(domainAt('aws'), 900, patience),
      failing('endpoint-refused', 'GetAuthorizationToken'),
    );
    assert.equal(server.requests.length, 0);
  });

  it('refuses a region that is none', async () => {
    const domain = { ...domainAt(server.origin), region: 'evil.com/' };
    await assert.rejects(api.token(domain, 900, patience), failing('region-invalid'));
    assert.equal(server.requests.length, 0);
  });

  it('tells a stopped sandbox from a network that is down', async () => {
    const { origin } = server;
    await server.stop();
    await assert.rejects(api.domains(undefined, patience), failing('sandbox-stopped'));
    server = await new StubServer().start();
    assert.notEqual(server.origin, origin);
  });

  it('lets the SDK warn of a Node that its later versions do not support', async () => {
    const warnings: string[] = [];
    const listen = (warning: Error): number => warnings.push(warning.message);
    process.on('warning', listen);
    sdkWarning.warningEmitted = false;
    const another = createCodeArtifact(sandboxAt(server.origin), world.options());
    server.reply = json(200, { domains: [] });
    await another.domains(undefined, patience);
    await new Promise(resolve => setImmediate(resolve));
    process.off('warning', listen);
    another.dispose();
    assert.equal(warnings.length, warnsOfNode ? 1 : 0);
  });
});
