import assert from 'node:assert/strict';
import { createCodeArtifact } from '../../../src/aws/aws';
import type { Connection } from '../../../src/core/connection';
import { Cloud } from './cloud';
import { domainAt, patience, region, repositoryAt, sandboxAt } from './coordinates';
import { credentialKinds } from './credentialKinds';
import { failing } from './failing';
import { json, StubServer } from './stubServer';
import { World } from './world';

const profile: Connection = { kind: 'profile', profile: 'p', region };
const keys = 'aws_access_key_id=AKIDSTATIC\naws_secret_access_key=s\n';

describe('the endpoint that a request goes to', () => {
  let world: World;
  let server: StubServer;
  beforeEach(async () => {
    world = new World();
    server = await new StubServer().start();
    server.reply = json(200, { domains: [] });
  });
  afterEach(async () => {
    await server.stop();
    world.dispose();
  });

  const traps: [what: string, set: (origin: string) => void, connection?: Connection][] = [
    ['AWS_ENDPOINT_URL', origin => world.set({ AWS_ENDPOINT_URL: origin })],
    [
      'AWS_ENDPOINT_URL_CODEARTIFACT',
      origin => world.set({ AWS_ENDPOINT_URL_CODEARTIFACT: origin }),
    ],
    [
      'endpoint_url of the profile',
      origin => world.config(`[profile p]\n${keys}endpoint_url=${origin}`),
    ],
    [
      'a services section',
      origin =>
        world.config(
          `[profile p]\n${keys}services=s\n[services s]\ncodeartifact =\n  endpoint_url = ${origin}`,
        ),
    ],
    [
      'endpoint_url of the default profile',
      origin => world.config(`[default]\n${keys}endpoint_url=${origin}`),
      { kind: 'default', region },
    ],
  ];
  for (const [what, set, connection] of traps) {
    it(`${what} is refused, and nothing is sent`, async () => {
      world.config(`[profile p]\n${keys}[default]\n${keys}`);
      set(server.origin);
      const api = createCodeArtifact(connection ?? profile, world.options());
      await assert.rejects(api.domains(undefined, patience), failing('endpoint-refused'));
      await assert.rejects(api.token(domainAt('aws'), 900, patience), failing('endpoint-refused'));
      await assert.rejects(
        api.token(domainAt(server.origin), 900, patience),
        failing('endpoint-refused'),
      );
      assert.equal(server.requests.length, 0);
    });

    it(`${what} is obeyed when user settings approve it`, async () => {
      world.config(`[profile p]\n${keys}[default]\n${keys}`);
      set(server.origin);
      const approved = [{ origin: server.origin, region }];
      server.reply = json(200, { domains: [{ name: 'my-team', owner: '111122223333' }] });
      const api = createCodeArtifact(connection ?? profile, world.options({ approved }));
      const page = await api.domains(undefined, patience);
      assert.deepEqual(page.items, [domainAt(server.origin)]);
      assert.equal(server.requests.length, 1);
    });
  }

  it("of STS is refused, also for the caller's identity", async () => {
    world.config(`[profile p]\n${keys}`);
    world.set({ AWS_ENDPOINT_URL_STS: server.origin });
    const api = createCodeArtifact(profile, world.options());
    await assert.rejects(api.identity(patience), failing('endpoint-refused', 'GetCallerIdentity'));
    assert.equal(server.requests.length, 0);
  });

  const throughServices = ['a role from a source profile', 'an sso-session', 'legacy SSO'];
  throughServices.push('web identity of a profile', 'web identity of the environment');
  for (const kind of credentialKinds.filter(({ name }) => throughServices.includes(name)))
    it(`of the service behind ${kind.name} is refused`, async () => {
      const cloud = await new Cloud().start(world);
      kind.setUp(world, cloud);
      const api = createCodeArtifact(kind.connection, world.options());
      await assert.rejects(api.domains(undefined, patience), failing('endpoint-refused'));
      assert.equal(cloud.server.requests.length, 0);
      await cloud.server.stop();
    });

  it('of the sandbox is no approval for real credentials', async () => {
    world.config(`[profile p]\n${keys}endpoint_url=${server.origin}`);
    const sandbox = createCodeArtifact(sandboxAt(server.origin), world.options());
    await sandbox.domains(undefined, patience);
    const api = createCodeArtifact(profile, world.options());
    await assert.rejects(api.domains(undefined, patience), failing('endpoint-refused'));
    assert.equal(server.requests.length, 1);
  });

  it('of AWS is not for the sandbox, whatever the environment says', async () => {
    const other = await new StubServer().start();
    world.set({
      AWS_ENDPOINT_URL: other.origin,
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
    });
    const api = createCodeArtifact(sandboxAt(server.origin), world.options());
    await api.domains(undefined, patience);
    assert.equal(server.requests.length, 1);
    assert.equal(other.requests.length, 0);
    await other.stop();
  });

  for (const status of [301, 302, 303, 307, 308])
    it(`is not left for where a ${status} points`, async () => {
      const elsewhere = await new StubServer().start();
      server.reply = (_, response) =>
        response.writeHead(status, { location: `${elsewhere.origin}/v1/domains` }).end();
      const api = createCodeArtifact(sandboxAt(server.origin), world.options());
      await assert.rejects(
        api.repository(repositoryAt(server.origin), patience),
        failing('proxy-answered'),
      );
      assert.equal(elsewhere.requests.length, 0);
      await elsewhere.stop();
    });

  it('that user settings name goes before all others, and must be approved like them', async () => {
    world.config(`[profile p]\n${keys}endpoint_url=http://127.0.0.1:1`);
    const endpoints = { codeartifact: server.origin };
    const refused = createCodeArtifact(profile, world.options({ endpoints }));
    await assert.rejects(refused.domains(undefined, patience), failing('endpoint-refused'));
    assert.equal(server.requests.length, 0);
    const approved = [{ origin: server.origin, region }];
    await createCodeArtifact(profile, world.options({ endpoints, approved })).domains(
      undefined,
      patience,
    );
    assert.equal(server.requests.length, 1);
  });

  it('cannot be both FIPS and a URL', async () => {
    world.config(`[profile p]\n${keys}`);
    const endpoints = { codeartifact: server.origin, fips: true };
    const api = createCodeArtifact(profile, world.options({ endpoints }));
    await assert.rejects(
      api.domains(undefined, patience),
      failing('endpoint-refused', 'ListDomains', /^FIPS and custom endpoint/),
    );
  });

  it('must be a URL', async () => {
    world.config(`[profile p]\n${keys}endpoint_url=not a url`);
    const api = createCodeArtifact(profile, world.options());
    await assert.rejects(api.domains(undefined, patience), failing('endpoint-refused'));
  });
});
