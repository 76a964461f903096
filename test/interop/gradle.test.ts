import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Codeartifact } from '@aws-sdk/client-codeartifact';
import { setProperty } from '../../src/gradle/setProperty';
import { createGradleSnippet } from '../../src/gradle/createGradleSnippet';
import { Secret } from '../../src/core/secret';
import { requireGradle } from '../../tools/machine/gradle';
import { requireDebianRepository } from '../../tools/maven/upstream';
import { skip } from '../skip';
import { needed, run } from './run';
import { startSandboxProcess, temporaryFolder, type SandboxProcess } from './sandboxProcess';

const upstream = '/usr/share/maven-repo';
const property = 'codeartifactToken';
const inRepository = { domain: 'demo', repository: 'webapp', format: 'maven' } as const;

/** What our snippets need of Gradle 6.2 and later, for Debian's 4.4, which knows the rest. */
const missing = `org.gradle.api.internal.provider.DefaultProviderFactory.metaClass.gradleProperty = { String name ->
    new Expando(getOrElse: { other -> project.hasProperty(name) ? project.property(name) : other })
}
`;
const rest = `
configurations { lib }
dependencies { lib 'org.apache.commons:commons-lang3:3.12.0' }
task show { doLast { configurations.lib.files.each { println it.name } } }
`;

describe('Gradle with our snippet and our property', () => {
  const { folder, remove } = temporaryFolder('sandbox-gradle');
  const project = path.join(folder, 'project');
  const home = path.join(folder, 'home');
  let sandbox: SandboxProcess | undefined;
  let program = '';
  let url = '';
  let token = '';
  let isOld = false;

  before(async function () {
    program = await needed(this, requireGradle);
    const version = await run(program, ['--version'], gradleOptions());
    assert.equal(version.code, 0, version.stderr);
    await needed(this, requireDebianRepository);
    if (!existsSync(path.join(upstream, 'org/apache/commons/commons-lang3/3.12.0')))
      skip(this, `${upstream} has no commons-lang3 3.12.0, which Debian 12 has`);
    const [, major = '0', minor = '0'] = /Gradle (\d+)\.(\d+)/.exec(version.stdout) ?? [];
    isOld = Number(major) < 6 || (Number(major) === 6 && Number(minor) < 2);
    const args = ['--upstream', upstream, '--seed', 'lesson'];
    sandbox = await startSandboxProcess(path.join(folder, 'data'), args);
    const { endpoint, region, accessKeyId, secretAccessKey } = sandbox.announcement;
    const credentials = { accessKeyId, secretAccessKey };
    const api = new Codeartifact({ endpoint, region, credentials });
    ({ authorizationToken: token = '' } = await api.getAuthorizationToken({ domain: 'demo' }));
    ({ repositoryEndpoint: url = '' } = await api.getRepositoryEndpoint(inRepository));
    api.destroy();
    const snippet = createGradleSnippet({ url, property, style: 'groovy-build' });
    const script = isOld ? missing + snippet.replace(/^.*allowInsecureProtocol.*\n/m, '') : snippet;
    writeFileSync(path.join(project, 'build.gradle'), script + rest);
  });

  after(async () => {
    await sandbox?.stop();
    remove();
  });

  function gradleOptions() {
    for (const each of [project, home]) mkdirSync(each, { recursive: true });
    const java = '-XX:TieredStopAtLevel=1';
    return { cwd: project, env: { ...process.env, GRADLE_USER_HOME: home, GRADLE_OPTS: java } };
  }

  /** Runs with gradle.properties as we write it behind what is there. */
  function gradle(text: string) {
    const before = new TextEncoder().encode('# mine\norg.gradle.daemon=false');
    const { bytes } = setProperty(before, property, new Secret(text));
    writeFileSync(path.join(home, 'gradle.properties'), bytes);
    return run(program, ['-q', 'show'], gradleOptions());
  }

  it('is refused with a token that is none', async () => {
    const { code, stdout, stderr } = await gradle('not-a-token');
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /401/);
  });

  it('resolves through the repository with the token', async () => {
    const { code, stdout, stderr } = await gradle(token);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^commons-lang3-3\.12\.0\.jar$/m);
  });
});
