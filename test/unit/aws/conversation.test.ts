import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { createCodeArtifact, listProfiles } from '../../../src/aws/aws';
import type { CodeArtifact } from '../../../src/core/codeArtifact';
import type { SandboxConnection } from '../../../src/core/connection';
import type { Domain } from '../../../src/core/coordinates';
import { Secret } from '../../../src/core/secret';
import { patience } from './coordinates';
import { failing } from './failing';
import { printedWarning } from './supportWarning';
import { World } from './world';

interface Announcement extends Omit<SandboxConnection, 'kind' | 'secretAccessKey'> {
  readonly secretAccessKey: string;
}

describe('a conversation with the sandbox', () => {
  let world: World;
  let data: string;
  let child: ChildProcess;
  let announced: Announcement;
  let api: CodeArtifact;
  let domain: Domain;

  before(async () => {
    world = new World();
    data = mkdtempSync(path.join(tmpdir(), 'aws-sandbox-'));
    const seed = world.write('seed.json', JSON.stringify(seeded));
    const args = ['dist/sandbox.js', '--data', data, '--seed', seed, '--exit-with-parent'];
    child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    assert.ok(child.stdout);
    const lines = createInterface(child.stdout);
    const [line] = (await once(lines, 'line')) as [string];
    announced = JSON.parse(line) as Announcement;
    const { secretAccessKey, ...rest } = announced;
    const connection = { ...rest, kind: 'sandbox', secretAccessKey: new Secret(secretAccessKey) };
    api = createCodeArtifact(connection as SandboxConnection, world.options({ pageSize: 2 }));
    const { endpoint: realm, region, account: owner } = announced;
    domain = { realm, region, owner, domain: 'team' };
  });
  after(async () => {
    api.dispose();
    const ended = once(child, 'exit');
    child.stdin?.end();
    await ended;
    world.dispose();
    rmSync(data, { recursive: true, force: true });
  });

  const seeded = {
    domains: [
      {
        name: 'team',
        repositories: [
          { name: 'store', externalConnections: ['public:maven-central'] },
          {
            name: 'releases',
            description: 'What we ship',
            upstreams: ['store'],
            packages: [
              {
                format: 'maven',
                namespace: 'com.example',
                name: 'app-{n}',
                repeat: 5,
                versions: [
                  { version: '1.0', published: '2026-01-01T00:00:00Z' },
                  { version: '2.0', published: '2026-02-01T00:00:00Z' },
                ],
              },
            ],
          },
        ],
      },
    ],
  };

  it('it knows who is calling', async () => {
    const { account, arn } = await api.identity(patience);
    assert.equal(account, announced.account);
    assert.match(arn, /user\/sandbox$/);
  });

  it('lists and describes what was seeded, page by page', async () => {
    assert.deepEqual((await api.domains(undefined, patience)).items, [domain]);
    const repositories = await api.repositories(domain, undefined, patience);
    assert.deepEqual(repositories.items.map(it => it.repository).sort(), ['releases', 'store']);
    const repository = { ...domain, repository: 'releases' };
    assert.deepEqual((await api.repository(repository, patience)).upstreams, ['store']);
    const names: string[] = [];
    let next: string | undefined;
    do {
      const page = await api.packages(repository, { format: 'maven' }, next, patience);
      names.push(...page.items.map(it => it.package));
      next = page.next;
    } while (next !== undefined);
    assert.deepEqual(names.sort(), ['app-1', 'app-2', 'app-3', 'app-4', 'app-5']);
  });

  it('lists versions newest first and describes them', async () => {
    const of = {
      ...domain,
      repository: 'releases',
      format: 'maven' as const,
      namespace: 'com.example',
      package: 'app-1',
    };
    const { items } = await api.versions(of, undefined, patience);
    assert.deepEqual(
      items.map(it => it.version),
      ['2.0', '1.0'],
    );
    const details = await api.version({ ...of, version: '2.0' }, patience);
    assert.equal(details.published?.toISOString(), '2026-02-01T00:00:00.000Z');
  });

  it('gives a token, and the URL that it is for', async () => {
    const token = await api.token(domain, 900, patience);
    const lifeSeconds = (token.expires.getTime() - Date.now()) / 1000;
    assert.ok(lifeSeconds > 800 && lifeSeconds < 1000, String(lifeSeconds));
    const repository = { ...domain, repository: 'releases' };
    const url = await api.endpoint(repository, 'maven', patience);
    const { endpoint, account } = announced;
    assert.equal(url, `${endpoint}/maven/d/team-${account}/releases/`);
  });

  it('says what is not there', async () => {
    const missing = { ...domain, repository: 'nowhere' };
    await assert.rejects(api.repository(missing, patience), failing('not-found'));
  });

  it('refuses a user without permissions, in words that name the action', async () => {
    world.set({
      AWS_CONFIG_FILE: path.join(data, 'aws', 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(data, 'aws', 'credentials'),
    });
    const profiles = await listProfiles(world.options());
    assert.deepEqual(
      profiles.map(({ name, kind }) => [name, kind]),
      [
        ['newcomer', 'static-keys'],
        ['sandbox', 'static-keys'],
      ],
    );
    const { region } = announced;
    const approved = [{ origin: announced.endpoint, region }];
    const connection = { kind: 'profile', profile: 'newcomer', region } as const;
    const newcomer = createCodeArtifact(connection, world.options({ approved }));
    await assert.rejects(
      newcomer.token(domain, 900, patience),
      failing('access-denied', 'GetAuthorizationToken', /codeartifact:GetAuthorizationToken/),
    );
    newcomer.dispose();
  });

  it('is had by the bundle as well, which itself writes nothing to the console', async () => {
    const script = world.write(
      'talk.js',
      `const { createCodeArtifact } = require(${JSON.stringify(path.resolve('dist/aws.js'))});
       const connection = JSON.parse(process.argv[2]);
       const secretAccessKey = { reveal: () => connection.secretAccessKey };
       const api = createCodeArtifact({ ...connection, kind: 'sandbox', secretAccessKey },
         { environment: process.env, pageSize: 10, approved: [] });
       api.domains(undefined, new AbortController().signal)
         .then(({ items }) => console.log(items.map(it => it.domain).join()))
         .finally(() => api.dispose());`,
    );
    const talk = [script, JSON.stringify(announced)];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, talk);
    assert.equal(stdout, 'team\n');
    assert.match(stderr, printedWarning);
  });
});
