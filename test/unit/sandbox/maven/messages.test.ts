import assert from 'node:assert/strict';
import { withSandbox, type Running } from '../runningSandbox';

const folder = 'com/ours/app';
const ours = {
  domain: 'demo',
  repository: 'webapp',
  format: 'maven',
  namespace: 'com.ours',
  package: 'app',
} as const;

async function call(running: Running, method: string, place: string, body?: string) {
  const answer = await fetch(running.url(place), {
    method,
    headers: { authorization: await running.authorization() },
    ...(body !== undefined && { body }),
  });
  return `${answer.status} ${(await answer.text()).trimEnd()}`;
}

const put = (running: Running, place: string, body = 'x') => call(running, 'PUT', place, body);
const metadata = (versioning: string) =>
  `<metadata><versioning>${versioning}</versioning></metadata>`;
const snapshot = (time: string, build: string) =>
  metadata(
    `<snapshot><timestamp>${time}</timestamp><buildNumber>${build}</buildNumber></snapshot>`,
  );

describe('the message about an upload', () => {
  it('says why a package cannot be published', () =>
    withSandbox(async running => {
      await running.api.putPackageOriginConfiguration({
        ...ours,
        restrictions: { publish: 'BLOCK', upstream: 'ALLOW' },
      });
      assert.equal(
        await put(running, `${folder}/1.0/app-1.0.jar`),
        '403 The origin controls of this package block publishing to it.',
      );
    }));

  it('says why a file cannot be uploaded', () =>
    withSandbox(async running => {
      const jar = `${folder}/1.0/app-1.0.jar`;
      assert.match(await put(running, jar, 'one'), /^201 /);
      assert.equal(
        await put(running, jar, 'two'),
        '409 app-1.0.jar already exists with other content.',
      );
      assert.equal(
        await put(running, `${folder}/2-SNAPSHOT/app-2-SNAPSHOT.jar`),
        '400 The file name of a snapshot must contain the time of its build.',
      );
      await running.api.updatePackageVersionsStatus({
        ...ours,
        versions: ['1.0'],
        targetStatus: 'Archived',
      });
      assert.equal(
        await put(running, `${folder}/1.0/app-1.0-sources.jar`),
        '409 Version 1.0 is Archived.',
      );
    }));

  it('names every wrong checksum', () =>
    withSandbox(async running => {
      for (const name of ['app-1.0.jar', 'app-1.0.pom']) {
        await put(running, `${folder}/1.0/${name}`);
        assert.match(await put(running, `${folder}/1.0/${name}.sha1`, '0'.repeat(40)), /^400 /);
      }
      const versions = metadata('<versions><version>1.0</version></versions>');
      assert.equal(
        await put(running, `${folder}/maven-metadata.xml`, versions),
        '400 The checksums of app-1.0.jar, app-1.0.pom are not correct.',
      );
    }));

  it('names the missing build of a snapshot', () =>
    withSandbox(async running =>
      assert.equal(
        await put(
          running,
          `${folder}/2-SNAPSHOT/maven-metadata.xml`,
          snapshot('20260101.101010', '1'),
        ),
        '404 The build 2-20260101.101010-1 has not been uploaded.',
      ),
    ));
});

describe('the metadata of a snapshot', () => {
  it('lists each file of the latest build, also in downstream repositories', () =>
    withSandbox(async running => {
      const place = `${folder}/2-SNAPSHOT`;
      const files = ['-sources.jar', '.jar', '.tar.gz', '.pom.asc', '-a.b.zip'];
      for (const file of files) await put(running, `${place}/app-2-20260101.101010-1${file}`);
      assert.match(
        await put(running, `${place}/maven-metadata.xml`, snapshot('20260101.101010', '1')),
        /^201 /,
      );
      await running.api.createRepository({
        domain: 'demo',
        repository: 'down',
        upstreams: [{ repositoryName: 'webapp' }],
      });
      const here = await call(running, 'GET', `${place}/maven-metadata.xml`);
      const down = await call(
        { ...running, url: at => running.url(at).replace('/webapp/', '/down/') },
        ...(['GET', `${place}/maven-metadata.xml`] as const),
      );
      for (const text of [here, down]) {
        const versions = [...text.matchAll(/<snapshotVersion>(.*?)<\/snapshotVersion>/gs)];
        const fields = versions.map(([, xml = '']) =>
          ['classifier', 'extension', 'value'].map(
            name => new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1],
          ),
        );
        const value = '2-20260101.101010-1';
        assert.deepEqual(
          fields.toSorted((a, b) => String(a).localeCompare(String(b))),
          [
            [undefined, 'jar', value],
            [undefined, 'pom.asc', value],
            [undefined, 'tar.gz', value],
            ['a.b', 'zip', value],
            ['sources', 'jar', value],
          ].toSorted((a, b) => String(a).localeCompare(String(b))),
        );
      }
      assert.match(await call(running, 'GET', `${folder}/3-SNAPSHOT/maven-metadata.xml`), /^404/);
    }));
});

describe('the faults of the sandbox', () => {
  it('are returned by GET and removed by DELETE', () =>
    withSandbox(
      async ({ sandbox }) => {
        const ask = async (method: string, body?: string) => {
          const answer = await fetch(`${sandbox.announcement.endpoint}/_sandbox/faults`, {
            method,
            headers: { 'x-sandbox': '1' },
            ...(body !== undefined && { body }),
          });
          return `${answer.status} ${(await answer.text()).trimEnd()}`;
        };
        const faults = '[{"on":"DescribeDomain","status":500}]';
        assert.match(await ask('POST', faults), /^200 .*DescribeDomain/);
        assert.match(await ask('GET'), /^200 .*DescribeDomain/);
        assert.equal(await ask('DELETE'), '200 []');
        assert.equal(await ask('GET'), '200 []');
        assert.equal(await ask('PUT', faults), '405 Only GET, POST and DELETE are allowed here.');
      },
      { faults: true },
    ));
});
