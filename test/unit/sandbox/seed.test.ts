import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readSeedFile, SeedError } from '../../../src/sandbox/seed/seedFile';
import { startSandboxServer } from '../../../src/sandbox/sandboxServer';
import { client, testOptions, withSandbox } from './runningSandbox';
import { withFolder } from './temporaryFolder';

describe('seeding', () => {
  it('creates the two repositories of the lesson once', () =>
    withFolder(async folder => {
      const seen: unknown[] = [];
      for (let round = 0; round < 2; round++) {
        const sandbox = await startSandboxServer(testOptions(folder), () => undefined);
        const api = client(sandbox);
        const { domains } = await api.listDomains();
        const webapp = await api.describeRepository({ domain: 'demo', repository: 'webapp' });
        const store = await api.describeRepository({
          domain: 'demo',
          repository: 'maven-central-store',
        });
        seen.push([domains, webapp.repository, store.repository]);
        api.destroy();
        await sandbox.close();
      }
      assert.deepEqual(seen[0], seen[1]);
      const [, webapp, store] = seen[0] as [
        unknown,
        Record<string, unknown>,
        Record<string, unknown>,
      ];
      assert.deepEqual(webapp['upstreams'], [{ repositoryName: 'maven-central-store' }]);
      assert.equal((store['externalConnections'] as unknown[]).length, 1);
    }));

  it('starts after a process that was killed while writing', () =>
    withFolder(async folder => {
      const left = path.join(folder, 'data/sandbox.json.4711.tmp');
      mkdirSync(path.dirname(left));
      writeFileSync(left, 'half');
      await (await startSandboxServer(testOptions(folder), () => undefined)).close();
      assert.ok(!existsSync(left));
    }));

  it('creates the packages and versions of a file, repeated ones included', () => {
    const seed = {
      domains: [
        {
          name: 'shop',
          repositories: [
            {
              name: 'store',
              packages: [
                {
                  format: 'maven',
                  namespace: 'com.g{n}',
                  name: 'lib-{n}',
                  repeat: 3,
                  versions: ['1.0', '1.1'],
                },
                {
                  format: 'generic',
                  namespace: 'ns',
                  name: 'tool',
                  versions: [
                    {
                      version: '2',
                      status: 'Unlisted',
                      published: '2026-01-31T12:00:00Z',
                      assets: { 'a.txt': 'hello' },
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    };
    return withSandbox(
      async ({ api }) => {
        const store = { domain: 'shop', repository: 'store' };
        const { packages = [] } = await api.listPackages(store);
        assert.deepEqual(
          packages.map(it => it.package),
          ['tool', 'lib-1', 'lib-2', 'lib-3'],
        );
        const tool = {
          ...store,
          format: 'generic',
          namespace: 'ns',
          package: 'tool',
          packageVersion: '2',
        } as const;
        const { packageVersion } = await api.describePackageVersion(tool);
        assert.equal(packageVersion?.status, 'Unlisted');
        assert.deepEqual(packageVersion.publishedTime, new Date('2026-01-31T12:00:00Z'));
        const { asset } = await api.getPackageVersionAsset({ ...tool, asset: 'a.txt' });
        assert.equal(await asset?.transformToString(), 'hello');
      },
      {},
      folder => {
        const file = path.join(folder, 'seed.json');
        writeFileSync(file, JSON.stringify(seed));
        return { seed: file };
      },
    );
  });

  const wrong: [what: string, text: string, where: RegExp][] = [
    ['no JSON', '{', /JSON/],
    ['a list', '{"domains": 3}', /domains must be a list/],
    ['a name', '{"domains":[{"name":"X"}]}', /domains\[0\]: 'X'/],
    ['a format', seedOf({ format: 'zip', name: 'x', versions: [] }), /packages\[0\]: format/],
    ['a version', seedOf({ format: 'npm', name: 'x', versions: ['a/b'] }), /versions\[0\]: 'a\/b'/],
    [
      'a status',
      seedOf({ format: 'npm', name: 'x', versions: [{ version: '1', status: 'New' }] }),
      /status/,
    ],
    [
      'a time',
      seedOf({ format: 'npm', name: 'x', versions: [{ version: '1', published: 'now' }] }),
      /published/,
    ],
  ];
  for (const [what, text, where] of wrong)
    it(`says where ${what} is wrong`, () =>
      withFolder(folder => {
        const file = path.join(folder, 'seed.json');
        writeFileSync(file, text);
        assert.throws(
          () => readSeedFile(file),
          (error: Error) => error instanceof SeedError && where.test(error.message),
        );
      }));
});

function seedOf(it: object): string {
  return JSON.stringify({
    domains: [{ name: 'demo', repositories: [{ name: 'one', packages: [it] }] }],
  });
}
