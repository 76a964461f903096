import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Codeartifact } from '@aws-sdk/client-codeartifact';
import type { Domain } from '../../src/core/coordinates';
import { createInitScript, initScriptName } from '../../src/gradle/createInitScript';
import { tokenFileName } from '../../src/gradle/tokenFileName';
import { requireGradle } from '../../tools/machine/gradle';
import { needed, run } from './run';
import { startSandboxProcess, temporaryFolder, type SandboxProcess } from './sandboxProcess';

const owner = '111122223333';
const aws = (domain: string): Domain => ({ realm: 'aws', region: 'eu-west-1', owner, domain });
const host = (domain: string) =>
  `https://${domain}-${owner}.d.codeartifact.eu-west-1.amazonaws.com/maven`;
const header = (exp: number) => Buffer.from(JSON.stringify({ exp })).toString('base64url');
const builtToken = (exp: number) => `${header(exp)}.${'k'.repeat(60)}.iv.text.tag`;

/** Prints each Maven repository as `where name user:password`. */
const show = `
ext.show = { where, all -> all.withType(MavenArtifactRepository).each { r ->
    def set = r.configuredCredentials != null
    println where + ' ' + r.name + ' ' + (set ? r.credentials.username + ':' + r.credentials.password : 'none')
} }
`;

describe('Gradle with the init script', function () {
  this.timeout(240_000);
  const { folder, remove } = temporaryFolder('gradle-init');
  const home = path.join(folder, 'home');
  const scripts = path.join(home, 'init.d');
  let program = '';

  before(async function () {
    program = await needed(this, requireGradle);
    const version = await run(program, ['--version'], { cwd: folder });
    assert.equal(version.code, 0, version.stderr);
  });
  beforeEach(() => {
    write(scripts, { [initScriptName]: createInitScript() });
    write(home, { 'gradle.properties': 'org.gradle.daemon=false\n' });
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));
  after(remove);

  function write(folderName: string, files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folderName, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  const writeToken = (domain: Domain, text: string) =>
    write(scripts, { [tokenFileName(domain)]: text });

  /** Runs a build in an environment without a token, and returns its output. */
  async function gradle(cwd: string, ...args: string[]) {
    const { CODEARTIFACT_AUTH_TOKEN: _, ...environment } = process.env;
    const env = {
      ...environment,
      GRADLE_USER_HOME: home,
      GRADLE_OPTS: '-XX:TieredStopAtLevel=1',
    };
    const { code, stdout, stderr } = await run(program, ['-q', ...args], { cwd, env });
    return { code, text: stdout + stderr, lines: stdout.split('\n').filter(it => it !== '') };
  }

  it('supplies the token of their domain to all repositories of a build', async () => {
    const build = path.join(folder, 'composite');
    const later = Math.floor(Date.now() / 1000) + 3600;
    const valid = builtToken(later);
    write(build, {
      'settings.gradle': `pluginManagement { repositories { maven { name 'plugins'; url '${host('demo')}/p' } } }
        include 'sub'; includeBuild '../included'
        ${show}
        gradle.settingsEvaluated { s -> show('settings', s.pluginManagement.repositories) }`,
      'buildSrc/build.gradle': `repositories { maven { url '${host('demo')}/b' } }\n${show}\nshow('buildSrc', repositories)`,
      '../included/settings.gradle': `rootProject.name = 'included'`,
      '../included/build.gradle': `repositories { maven { url '${host('two')}/i' } }\n${show}\nshow('included', repositories)`,
      'build.gradle': `buildscript { repositories { maven { name 'classpath'; url '${host('two')}/x' } } }
        apply plugin: 'maven-publish'
        def none = System.getenv('CODEARTIFACT_AUTH_TOKEN')
        allprojects { repositories {
          maven { name 'plain'; url '${host('demo')}/r/' }
          maven { name 'unset'; url '${host('demo')}/r/'; credentials { username 'aws'; password none } }
          maven { name 'text'; url '${host('demo')}/r/'; credentials { username 'aws'; password "\${none}" } }
          maven { name 'expired'; url '${host('demo')}/r/'; credentials { username 'aws'; password '${builtToken(1)}' } }
          maven { name 'valid'; url '${host('demo')}/r/'; credentials { username 'aws'; password '${valid}' } }
          maven { name 'late'; url '${host('demo')}/r/' }
          maven { name 'port'; url '${host('DEMO').replace('.com/', '.com:443/')}/r?profile=x' }
          maven { name 'dualStack'; url 'https://demo-${owner}.codeartifact.eu-west-1.on.aws/maven/r/' }
          maven { name 'vpc'; url 'https://vpce-1.d.codeartifact.eu-west-1.vpce.amazonaws.com/maven/d/two-${owner}/r/' }
          maven { name 'absent'; url '${host('three')}/r/'; credentials { username 'me'; password 'mine' } }
          maven { name 'npm'; url '${host('demo').replace('maven', 'npm')}/r/' }
          maven { name 'foreign'; url 'https://nexus.example/maven/d/demo-${owner}/r/' }
          maven { name 'lookalike'; url '${host('demo').replace('.com', '.com.example')}/r/' }
          maven { name 'otherRegion'; url '${host('demo').replace('eu-west-1', 'eu-west-2')}/r/' }
        } }
        allprojects { repositories.matching { it.name == 'late' }.all { credentials { username = 'aws'; password = none } } }
        publishing { repositories { maven { name 'publish'; url '${host('demo')}/r/'; credentials { username 'aws'; password none } } } }
        ${show}
        gradle.taskGraph.whenReady {
          show('classpath', buildscript.repositories); show('root', repositories)
          show('sub', project(':sub').repositories); show('publishing', publishing.repositories)
        }
        task hi { }`,
      'sub/build.gradle': '',
    });
    writeToken(aws('demo'), 'of-demo\n');
    writeToken(aws('two'), 'of-two');
    const { code, text, lines } = await gradle(build, '--offline', 'hi');
    assert.equal(code, 0, text);
    const expected: readonly (readonly [name: string, credentials: string])[] = [
      ...['plain', 'unset', 'text', 'expired'].map(name => [name, 'aws:of-demo'] as const),
      ['valid', `aws:${valid}`],
      ...['late', 'port', 'dualStack'].map(name => [name, 'aws:of-demo'] as const),
      ['vpc', 'aws:of-two'],
      ['absent', 'me:mine'],
      ...['npm', 'foreign', 'lookalike', 'otherRegion'].map(name => [name, 'none'] as const),
    ];
    assert.deepEqual(lines, [
      'buildSrc maven aws:of-demo',
      'included maven aws:of-two',
      'settings plugins aws:of-demo',
      'classpath classpath aws:of-two',
      ...expected.map(([name, credentials]) => `root ${name} ${credentials}`),
      ...expected.map(([name, credentials]) => `sub ${name} ${credentials}`),
      'publishing publish aws:of-demo',
    ]);
  });

  describe('against a sandbox', () => {
    let sandbox: SandboxProcess | undefined;
    let url = '';
    let domain: Domain | undefined;
    let token = '';
    const build = path.join(folder, 'plugin');
    const user = path.join(folder, 'user');

    before(async () => {
      sandbox = await startSandboxProcess(path.join(folder, 'data'), ['--seed', 'lesson']);
      const { endpoint, region, account, accessKeyId, secretAccessKey } = sandbox.announcement;
      const credentials = { accessKeyId, secretAccessKey };
      const api = new Codeartifact({ endpoint, region, credentials });
      const repository = { domain: 'demo', repository: 'webapp', format: 'maven' } as const;
      ({ authorizationToken: token = '' } = await api.getAuthorizationToken({ domain: 'demo' }));
      ({ repositoryEndpoint: url = '' } = await api.getRepositoryEndpoint(repository));
      api.destroy();
      domain = { realm: endpoint, region, owner: account, domain: 'demo' };
      write(build, {
        'settings.gradle': `rootProject.name = 'greeting'`,
        'build.gradle': `apply plugin: 'java'
          dependencies { compileOnly fileTree(new File(gradle.gradleHomeDir, 'lib')) { include '*.jar' } }`,
        'src/main/java/com/example/Greeting.java': `package com.example;
          public class Greeting implements org.gradle.api.Plugin<org.gradle.api.Project> {
            public void apply(org.gradle.api.Project project) { System.out.println("greetings"); } }`,
        'src/main/resources/META-INF/gradle-plugins/com.example.greeting.properties':
          'implementation-class=com.example.Greeting\n',
      });
      write(user, {
        'settings.gradle': `pluginManagement { repositories { maven { url '${url}' } } }`,
        'build.gradle': `plugins { id 'com.example.greeting' version '1.0' }\ntask hi { }`,
      });
    });
    after(() => sandbox?.stop());

    it('leaves a build without a token as it is', async () => {
      const { code, text } = await gradle(user, 'hi');
      assert.notEqual(code, 0);
      assert.match(text, /com\.example\.greeting/);
    });

    it('resolves a plugin of the private repository', async () => {
      assert.ok(domain);
      writeToken(domain, token);
      const built = await gradle(build, 'jar');
      assert.equal(built.code, 0, built.text);
      const jar = readFileSync(path.join(build, 'build/libs/greeting.jar'));
      await upload('com/example', 'greeting', jar);
      await upload('com/example/greeting', 'com.example.greeting.gradle.plugin');
      const used = await gradle(user, 'hi');
      assert.equal(used.code, 0, used.text);
      assert.deepEqual(used.lines, ['greetings']);
    });

    /** Publishes version 1.0 as Maven does; without a jar, the artifact points to the plugin's jar. */
    async function upload(group: string, artifact: string, jar?: Uint8Array): Promise<void> {
      const names = `<groupId>${group.replaceAll('/', '.')}</groupId><artifactId>${artifact}</artifactId>`;
      const dependency =
        '<dependency><groupId>com.example</groupId><artifactId>greeting</artifactId><version>1.0</version></dependency>';
      const rest = jar
        ? ''
        : `<packaging>pom</packaging><dependencies>${dependency}</dependencies>`;
      const pom = `<project><modelVersion>4.0.0</modelVersion>${names}<version>1.0</version>${rest}</project>`;
      const versions = '<versioning><versions><version>1.0</version></versions></versioning>';
      await put(`${group}/${artifact}/1.0/${artifact}-1.0.pom`, pom);
      if (jar) await put(`${group}/${artifact}/1.0/${artifact}-1.0.jar`, jar);
      await put(
        `${group}/${artifact}/maven-metadata.xml`,
        `<metadata>${names}${versions}</metadata>`,
      );
    }

    async function put(name: string, body: string | Uint8Array): Promise<void> {
      const authorization = `Basic ${Buffer.from(`aws:${token}`).toString('base64')}`;
      const response = await fetch(url + name, { method: 'PUT', headers: { authorization }, body });
      assert.ok(response.ok, `${response.status} ${name}`);
    }
  });
});
