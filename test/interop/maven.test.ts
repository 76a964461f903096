import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Codeartifact } from '@aws-sdk/client-codeartifact';
import { requireMaven } from '../../tools/maven/toolchain';
import { requireDebianRepository } from '../../tools/maven/upstream';
import { skip } from '../skip';
import { maven, writeProject, type Access, type Project } from './mavenProject';
import { needed, type Run } from './run';
import { startSandboxProcess, temporaryFolder, type SandboxProcess } from './sandboxProcess';

const upstream = '/usr/share/maven-repo';
const lang: Project['dependencies'][number] = ['org.apache.commons', 'commons-lang3', '3.12.0'];
const greeter: Project = {
  artifact: 'greeter',
  version: '1.0',
  dependencies: [lang],
  java: `package com.example;
import org.apache.commons.lang3.StringUtils;
public class Greeter { public static String greet() { return StringUtils.capitalize("hello"); } }`,
  test: `package com.example;
public class GreeterTest {
  @org.junit.Test public void greets() { org.junit.Assert.assertEquals("Hello", Greeter.greet()); }
}`,
};
const inRepository = { domain: 'demo', repository: 'webapp', format: 'maven' } as const;
const greeterPackage = { ...inRepository, namespace: 'com.example', package: 'greeter' };

/** A project that compiles only when what was deployed can be had. */
const consumer = (version: string): Project => ({
  artifact: 'consumer',
  version: '1.0',
  dependencies: [['com.example', 'greeter', version], lang],
  java: `package com.example;
public class Consumer { String s = Greeter.greet(); }`,
});

describe('Maven', () => {
  const { folder, remove } = temporaryFolder('sandbox-maven');
  let sandbox: SandboxProcess | undefined;
  let api: Codeartifact | undefined;
  let access: Access;
  let builds = 0;

  const local = path.join(folder, 'local');

  /** A project in a folder of its own; nothing of this group is in the local repository. */
  const project = (it: Project): string => {
    const place = path.join(folder, `project-${++builds}`);
    writeProject(place, it, access);
    rmSync(path.join(local, 'com/example'), { recursive: true, force: true });
    return place;
  };

  before(async function () {
    await needed(this, requireMaven);
    await needed(this, requireDebianRepository);
    if (!existsSync(path.join(upstream, 'org/apache/maven/plugins/maven-compiler-plugin/3.10.1')))
      skip(this, `${upstream} has no maven-compiler-plugin 3.10.1, which Debian 12 has`);
    const args = ['--upstream', upstream, '--seed', 'lesson'];
    sandbox = await startSandboxProcess(path.join(folder, 'data'), args);
    const { endpoint, region, accessKeyId, secretAccessKey } = sandbox.announcement;
    api = new Codeartifact({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    const { authorizationToken = '' } = await api.getAuthorizationToken({ domain: 'demo' });
    const { repositoryEndpoint = '' } = await api.getRepositoryEndpoint(inRepository);
    access = { url: repositoryEndpoint, token: authorizationToken };
  });

  after(async () => {
    api?.destroy();
    await sandbox?.stop();
    remove();
  });

  const ask = () => {
    assert.ok(api);
    return api;
  };

  const versions = async () => {
    const { versions = [] } = await ask().listPackageVersions(greeterPackage);
    return new Map(versions.map(it => [it.version, it.status]));
  };

  it('compiles, tests, packages and deploys from an empty local repository', async () => {
    const place = project(greeter);
    succeeded(await maven(place, local, 'deploy'), /Tests run: 1, Failures: 0/);
    assert.ok(existsSync(path.join(place, 'target/greeter-1.0.jar')));
  });

  it('keeps what was fetched in the repository that was asked and in the store', async () => {
    for (const repository of ['webapp', 'maven-central-store']) {
      const asked = { ...inRepository, repository, namespace: lang[0], package: lang[1] };
      const { versions = [] } = await ask().listPackageVersions({ ...asked, maxResults: 50 });
      const found = versions.find(it => it.version === lang[2]);
      assert.equal(found?.origin?.originType, 'EXTERNAL');
      assert.deepEqual(found.origin.domainEntryPoint, {
        externalConnectionName: 'public:maven-central',
      });
    }
  });

  it('knows the facts of the POM that was deployed', async () => {
    const version = { ...greeterPackage, packageVersion: '1.0' };
    const { packageVersion } = await ask().describePackageVersion(version);
    assert.equal(packageVersion?.status, 'Published');
    assert.deepEqual(packageVersion.origin, {
      originType: 'INTERNAL',
      domainEntryPoint: { repositoryName: 'webapp' },
    });
    assert.equal(packageVersion.displayName, 'The greeter');
    assert.deepEqual(packageVersion.licenses, [{ name: 'MIT', url: 'https://example.com/mit' }]);
    const { assets = [] } = await ask().listPackageVersionAssets(version);
    assert.deepEqual(
      assets.map(it => it.name),
      ['greeter-1.0.jar', 'greeter-1.0.pom', 'maven-metadata.xml'],
    );
    const { dependencies = [] } = await ask().listPackageVersionDependencies(version);
    assert.deepEqual(
      dependencies.map(it => [it.package, it.dependencyType, it.versionRequirement]),
      [
        ['commons-lang3', 'compile', '3.12.0'],
        ['junit', 'test', '4.13.2'],
      ],
    );
  });

  it('refuses another jar under a released version', async () => {
    const other = { ...greeter, java: greeter.java.replace('hello', 'bye') };
    const { code, stdout } = await maven(project(other), local, 'deploy', '-Dmaven.test.skip=true');
    assert.notEqual(code, 0);
    assert.match(stdout, /409/);
  });

  it('deploys snapshots: the newest build is published, the older ones unlisted', async () => {
    const snapshot = { ...greeter, version: '1.1-SNAPSHOT' };
    const place = project(snapshot);
    succeeded(await maven(place, local, 'deploy', '-Dmaven.test.skip=true'));
    succeeded(await maven(place, local, 'deploy', '-Dmaven.test.skip=true'));
    const found = [...(await versions())].filter(([version]) => version?.startsWith('1.1'));
    assert.equal(found.length, 3);
    assert.deepEqual(found.at(-1), ['1.1-SNAPSHOT', 'Published']);
    assert.deepEqual(
      found.slice(0, 2).map(([, status]) => status),
      ['Unlisted', 'Unlisted'],
    );
    assert.ok(found.some(([version]) => /^1\.1-\d{8}\.\d{6}-2$/.test(version ?? '')));
  });

  for (const version of ['1.0', '1.1-SNAPSHOT', '[1.0,2.0)'])
    it(`serves what was deployed to a consumer of ${version}`, async () => {
      succeeded(await maven(project(consumer(version)), local, 'compile'));
    });

  it('is told 401 when the token is wrong', async () => {
    const place = path.join(folder, 'stranger');
    writeProject(place, consumer('1.0'), { ...access, token: 'not.a.token' });
    const { code, stdout } = await maven(place, path.join(place, 'local'), 'compile');
    assert.notEqual(code, 0);
    assert.match(stdout, /401/);
  });
});

function succeeded({ code, stdout }: Run, also = /BUILD SUCCESS/): void {
  assert.match(stdout, /BUILD SUCCESS/, stdout.slice(-3000));
  assert.match(stdout, also);
  assert.equal(code, 0);
}
