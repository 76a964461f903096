import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { withSandbox, type Running } from '../runningSandbox';

const lib = 'org/example/lib/1.0/lib-1.0';
const inWebapp = { domain: 'demo', repository: 'webapp', format: 'maven' } as const;
const libPackage = { ...inWebapp, namespace: 'org.example', package: 'lib' };
const ours = { ...inWebapp, namespace: 'com.ours', package: 'app' };
const app = 'com/ours/app/1.0/app-1.0';

/** A public repository without checksums and metadata, whose jar is a link out of it. */
function central(folder: string): undefined {
  const place = path.join(folder, 'central/org/example/lib/1.0');
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'lib-1.0.pom'), '<project><name>Lib</name></project>');
  writeFileSync(path.join(folder, 'outside.jar'), 'jar bytes');
  symlinkSync(path.join(folder, 'outside.jar'), path.join(place, 'lib-1.0.jar'));
  const plugin = path.join(folder, 'central/org/example/neat-maven-plugin/2.0');
  mkdirSync(plugin, { recursive: true });
  writeFileSync(path.join(plugin, 'neat-maven-plugin-2.0.pom'), '<project/>');
}

const get = async (running: Running, place: string, init: RequestInit = {}) =>
  fetch(running.url(place), {
    ...init,
    headers: { authorization: await running.authorization() },
  });

const put = (running: Running, place: string, body: string) =>
  get(running, place, { method: 'PUT', body });

const metadataOf = (...versions: readonly string[]) =>
  `<metadata><versioning><versions>${versions.map(it => `<version>${it}</version>`).join('')}</versions></versioning></metadata>`;

const hash = (kind: string, text: string) => createHash(kind).update(text).digest('hex');

describe('reading a Maven repository', () => {
  it('requires a valid token of its domain', () =>
    withSandbox(async running => {
      const { api, url } = running;
      await api.createDomain({ domain: 'other' });
      const { authorizationToken: foreign = '' } = await api.getAuthorizationToken({
        domain: 'other',
      });
      for (const token of [undefined, 'x', 'a.b.c.d.e', foreign]) {
        const authorization = `Basic ${Buffer.from(`aws:${token ?? ''}`).toString('base64')}`;
        const answer = await fetch(url(`${lib}.jar`), {
          headers: token === undefined ? {} : { authorization },
        });
        assert.equal(answer.status, 401);
        assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic realm=/);
      }
    }));

  it('answers 401 to any path and method without a valid token', () =>
    withSandbox(async running => {
      const root = new URL('/maven/', running.url('')).href;
      const paths = ['', 'd/demo-111122223333/none/x', 'd/none-111122223333/x/y', 'a/%00/x', '%zz'];
      for (const place of [...paths, 'd/demo-111122223333/webapp/../../../etc/passwd'])
        for (const [method, authorization] of [
          ['GET', 'Basic !'],
          ['PUT', ''],
          ['DELETE', 'Bearer x'],
        ] as const)
          assert.equal(await rawStatus(root + place, authorization, method), 401, place);
    }));

  it('fetches from upstream, retains assets in both repositories and reads the POM', () =>
    withSandbox(
      async running => {
        const answer = await get(running, `${lib}.jar`);
        assert.equal(answer.status, 200);
        assert.equal(await answer.text(), 'jar bytes');
        assert.equal((await get(running, `${lib}.pom`)).status, 200);
        for (const repository of ['webapp', 'maven-central-store']) {
          const version = { ...libPackage, repository, packageVersion: '1.0' };
          const { packageVersion } = await running.api.describePackageVersion(version);
          assert.equal(packageVersion?.displayName, 'Lib');
          assert.equal(packageVersion.origin?.originType, 'EXTERNAL');
          const { assets = [] } = await running.api.listPackageVersionAssets(version);
          assert.deepEqual(
            assets.map(it => it.name),
            ['lib-1.0.jar', 'lib-1.0.pom'],
          );
        }
        const { package: found } = await running.api.describePackage(libPackage);
        assert.deepEqual(found?.originConfiguration?.restrictions, {
          publish: 'BLOCK',
          upstream: 'ALLOW',
        });
      },
      {},
      central,
    ));

  it('has checksums of every file and answers HEAD without a body', () =>
    withSandbox(
      async running => {
        for (const kind of ['md5', 'sha1', 'sha256', 'sha512'])
          assert.equal(
            await (await get(running, `${lib}.jar.${kind}`)).text(),
            hash(kind, 'jar bytes'),
          );
        const metadata = 'org/example/lib/maven-metadata.xml';
        const text = await (await get(running, metadata)).text();
        assert.equal((await get(running, `${metadata}.sha1`)).status, 200);
        assert.match(text, /<version>1\.0<\/version>/);
        const head = await get(running, `${lib}.jar`, { method: 'HEAD' });
        assert.equal(head.headers.get('content-length'), '9');
        assert.equal(await head.text(), '');
      },
      {},
      central,
    ));

  it('answers 500 to GET when the bytes of an asset are missing', () =>
    withSandbox(
      async running => {
        assert.equal((await get(running, `${lib}.jar`)).status, 200);
        rmSync(path.join(running.folder, 'data', 'blobs'), { recursive: true });
        assert.equal((await get(running, `${lib}.jar`)).status, 500);
      },
      {},
      central,
    ));

  it('generates the metadata of packages and groups', () =>
    withSandbox(
      async running => {
        const group = await (await get(running, 'org/example/maven-metadata.xml')).text();
        assert.match(group, /<prefix>neat<\/prefix><artifactId>neat-maven-plugin<\/artifactId>/);
        assert.equal((await get(running, 'org/nobody/maven-metadata.xml')).status, 404);
      },
      {},
      central,
    ));

  it('answers 404 or 400 for paths without a file', () =>
    withSandbox(
      async running => {
        for (const place of [
          'org/example/lib/1.0/other-1.0.jar',
          'archetype-catalog.xml',
          'org/x/y/1/y-1.jar',
          '',
        ])
          assert.equal((await get(running, place)).status, 404, place);
        const authorization = await running.authorization();
        for (const place of [
          '../../../etc/passwd',
          'org/..%2f..%2f/x',
          'org//x/1/x-1.jar',
          'a/%00/x',
          'a/b%5c/x-1',
        ])
          assert.equal(await rawStatus(running.url('') + place, authorization), 400, place);
        const none = running.url('').replace('webapp', 'none');
        assert.equal(await rawStatus(`${none}${lib}.jar`, authorization), 404);
      },
      {},
      central,
    ));

  it('hides archived versions and serves unlisted ones', () =>
    withSandbox(
      async running => {
        await get(running, `${lib}.jar`);
        const change = (targetStatus: 'Archived' | 'Unlisted') =>
          running.api.updatePackageVersionsStatus({
            ...libPackage,
            versions: ['1.0'],
            targetStatus,
          });
        await change('Unlisted');
        assert.equal((await get(running, `${lib}.jar`)).status, 200);
        const metadata = await get(running, 'org/example/lib/maven-metadata.xml');
        assert.doesNotMatch(await metadata.text(), /<version>1\.0/);
        await change('Archived');
        assert.equal((await get(running, `${lib}.jar`)).status, 404);
        assert.equal((await get(running, `${lib}.pom`)).status, 404);
      },
      {},
      central,
    ));

  it('does not search upstreams that origin controls block', () =>
    withSandbox(
      async running => {
        const restrictions = { publish: 'ALLOW', upstream: 'BLOCK' } as const;
        await running.api.putPackageOriginConfiguration({ ...libPackage, restrictions });
        assert.equal((await get(running, `${lib}.jar`)).status, 404);
      },
      {},
      central,
    ));
});

describe('an upstream at a URL', () => {
  /** Serves `answer` as Maven Central while `use` runs. */
  const withCentral = async (answer: RequestListener, use: (running: Running) => Promise<void>) => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await new Promise(done => server.once('listening', done));
    const { port } = server.address() as AddressInfo;
    const upstreams = { 'public:maven-central': `http://127.0.0.1:${port}/maven2` };
    try {
      await withSandbox(use, { upstreams });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  };

  it('is read at Maven’s paths, and its checksums are compared', async () => {
    const asked: string[] = [];
    let sha1 = hash('sha1', 'central bytes');
    await withCentral(
      ({ url = '' }, response) => {
        asked.push(url);
        response.end(url.endsWith('.sha1') ? sha1 : 'central bytes');
      },
      async running => {
        const answer = await get(running, `${lib}.jar`);
        assert.equal(await answer.text(), 'central bytes');
        assert.deepEqual(asked, [`/maven2/${lib}.jar`, `/maven2/${lib}.jar.sha1`]);
        sha1 = hash('sha1', 'something else');
        const forged = await get(running, `${lib}.pom`);
        assert.equal(forged.status, 502);
        assert.match(await forged.text(), /SHA-1/);
      },
    );
  });

  const failures: [what: string, answer: RequestListener, status: number][] = [
    ['has nothing', (_, response) => response.writeHead(404).end(), 404],
    ['is broken', (_, response) => response.writeHead(503).end('oops'), 502],
    ['hangs up', (_, response) => response.destroy(), 502],
    [
      'breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('only this');
        setImmediate(() => response.destroy());
      },
      502,
    ],
  ];
  for (const [what, answer, status] of failures)
    it(`that ${what} leaves nothing behind`, async () => {
      let failing = true;
      await withCentral(
        (request, response) => {
          if (failing) answer(request, response);
          else response.writeHead(request.url?.endsWith('.sha1') === true ? 404 : 200).end('late');
        },
        async running => {
          assert.equal((await get(running, `${lib}.jar`)).status, status);
          const { packages } = await running.api.listPackages(inWebapp);
          assert.deepEqual(packages, []);
          failing = false;
          assert.equal(await (await get(running, `${lib}.jar`)).text(), 'late');
        },
      );
    });

  it('is checked for a version before it is published', () => {
    const asked: string[] = [];
    return withCentral(
      ({ method = '', url = '' }, response) => {
        asked.push(`${method} ${url}`);
        response.writeHead(url.includes('/lib/') ? 200 : 404).end();
      },
      async running => {
        assert.equal((await put(running, `${lib}.jar`, 'mine')).status, 409);
        assert.equal((await put(running, `${app}.jar`, 'mine')).status, 201);
        assert.deepEqual(asked, [`HEAD /maven2/${lib}.pom`, `HEAD /maven2/${app}.pom`]);
      },
    );
  });

  it('merges its versions into the metadata, without its snapshots', () =>
    withCentral(
      ({ url = '' }, response) => {
        if (!url.endsWith('/maven-metadata.xml')) response.writeHead(404).end();
        else response.end(metadataOf('2.0', '10.0', '11-SNAPSHOT'));
      },
      async running => {
        const xml = await (await get(running, 'org/example/lib/maven-metadata.xml')).text();
        assert.match(xml, /<version>2\.0<\/version>\s*<version>10\.0<\/version>\s*<\/versions>/);
        assert.match(xml, /<release>10\.0<\/release>/);
      },
    ));
});

describe('deploying to a Maven repository', () => {
  it('keeps a version Unfinished until its metadata is uploaded', () =>
    withSandbox(async running => {
      assert.equal((await put(running, `${app}.jar`, 'jar')).status, 201);
      assert.equal((await put(running, `${app}.pom`, '<project/>')).status, 201);
      const status = async () => {
        const { versions = [] } = await running.api.listPackageVersions(ours);
        return versions.map(it => it.status);
      };
      assert.deepEqual(await status(), ['Unfinished']);
      assert.equal((await get(running, `${app}.jar`)).status, 404);
      assert.equal((await get(running, 'com/ours/app/maven-metadata.xml')).status, 404);
      assert.equal(
        (await put(running, 'com/ours/app/maven-metadata.xml', metadataOf('9'))).status,
        201,
      );
      assert.deepEqual(await status(), ['Unfinished']);
      await put(running, 'com/ours/app/maven-metadata.xml', metadataOf('1.0'));
      assert.deepEqual(await status(), ['Published']);
      assert.equal(await (await get(running, `${app}.jar`)).text(), 'jar');
    }));

  it('accepts equal content and new files, but no other content', () =>
    withSandbox(async running => {
      await put(running, `${app}.jar`, 'jar');
      await put(running, 'com/ours/app/maven-metadata.xml', metadataOf('1.0'));
      assert.equal((await put(running, `${app}.jar`, 'jar')).status, 201);
      assert.equal((await put(running, `${app}.jar`, 'other')).status, 409);
      assert.equal((await put(running, `${app}-sources.jar`, 'sources')).status, 201);
      assert.equal(await (await get(running, `${app}-sources.jar`)).text(), 'sources');
    }));

  it('compares checksums that are uploaded before or after their file', () =>
    withSandbox(async running => {
      assert.equal((await put(running, `${app}.jar.sha1`, hash('sha1', 'jar'))).status, 201);
      assert.equal((await put(running, `${app}.jar`, 'broken')).status, 400);
      assert.equal((await put(running, `${app}.jar`, 'jar')).status, 201);
      assert.equal((await put(running, `${app}.jar.md5`, hash('md5', 'jar'))).status, 201);
      assert.equal((await put(running, `${app}.jar.sha512`, 'wrong')).status, 400);
      const metadata = 'com/ours/app/maven-metadata.xml';
      assert.equal((await put(running, metadata, metadataOf('1.0'))).status, 400);
      assert.equal((await put(running, `${app}.jar.sha512`, hash('sha512', 'jar'))).status, 201);
      assert.equal((await put(running, metadata, metadataOf('1.0'))).status, 201);
      assert.equal((await put(running, `${metadata}.sha1`, 'anything')).status, 201);
    }));

  it('accepts builds of a snapshot and serves the latest', () =>
    withSandbox(async running => {
      const folder = 'com/ours/app/2.0-SNAPSHOT';
      for (const [time, build] of [
        ['20260101.101010', '1'],
        ['20260102.101010', '2'],
      ] as const) {
        await put(running, `${folder}/app-2.0-${time}-${build}.jar`, `build ${build}`);
        const xml = `<metadata><versioning><snapshot><timestamp>${time}</timestamp><buildNumber>${build}</buildNumber></snapshot></versioning></metadata>`;
        assert.equal((await put(running, `${folder}/maven-metadata.xml`, xml)).status, 201);
      }
      const { versions = [], defaultDisplayVersion } = await running.api.listPackageVersions(ours);
      assert.deepEqual(
        versions.map(it => [it.version, it.status]),
        [
          ['2.0-20260101.101010-1', 'Unlisted'],
          ['2.0-20260102.101010-2', 'Unlisted'],
          ['2.0-SNAPSHOT', 'Published'],
        ],
      );
      assert.equal(defaultDisplayVersion, '2.0-SNAPSHOT');
      const xml = await (await get(running, `${folder}/maven-metadata.xml`)).text();
      assert.match(xml, /<value>2\.0-20260102\.101010-2<\/value>/);
      for (const build of ['20260101.101010-1', '20260102.101010-2'])
        assert.equal(
          await (await get(running, `${folder}/app-2.0-${build}.jar`)).text(),
          `build ${build.slice(-1)}`,
        );
      assert.equal((await put(running, `${folder}/app-2.0-SNAPSHOT.jar`, 'x')).status, 400);
    }));

  it('refuses a version that exists upstream and a package whose publishing is blocked', () =>
    withSandbox(
      async running => {
        assert.equal((await put(running, `${lib}.jar`, 'mine')).status, 409);
        await get(running, `${lib}.jar`);
        assert.equal((await put(running, 'org/example/lib/2.0/lib-2.0.jar', 'mine')).status, 403);
      },
      {},
      central,
    ));
});

/** The status of a GET whose path is sent as it is; `fetch` would tidy it. */
function rawStatus(
  url: string,
  authorization: string,
  method = 'GET',
): Promise<number | undefined> {
  const { hostname, port } = new URL(url);
  const target = url.slice(url.indexOf('/', 'http://'.length));
  return new Promise((resolve, reject) => {
    const headers = { authorization };
    httpRequest({ hostname, port, path: target, method, headers }, response => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
