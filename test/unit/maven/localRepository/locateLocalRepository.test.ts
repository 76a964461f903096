import assert from 'node:assert/strict';
import { locateLocalRepository } from '../../../../src/maven/localRepository/locateLocalRepository';
import type { LocateSettingsInput } from '../../../../src/maven/locateSettings';
import type { MavenSettings } from '../../../../src/maven/mavenSettings';
import { isFailure } from '../../../../src/core/failure';

const base: LocateSettingsInput = {
  accountHome: '/home/me',
  env: {},
  platform: 'linux',
  workspaceFolders: [],
};
const folder = '/projects/app';
interface Input extends Partial<LocateSettingsInput> {
  readonly settings?: Pick<MavenSettings, 'localRepository'>;
}
const locate = ({ settings, ...input }: Input) =>
  locateLocalRepository(
    { ...base, ...input },
    input.mavenOptions ? 'maven-extension' : 'terminal',
    settings,
  );

const cases: readonly [title: string, input: Input, path: string, by: string][] = [
  ['the default', {}, '/home/me/.m2/repository', 'default'],
  [
    'a moved home',
    { env: { MAVEN_OPTS: '-Xmx1g -Duser.home=/else' } },
    '/else/.m2/repository',
    'default',
  ],
  ['settings.xml', { settings: { localRepository: '/repo' } }, '/repo', 'settings.xml'],
  [
    'settings.xml with expressions',
    { settings: { localRepository: '${user.home}/${env.X}/r' }, env: { X: 'x' } },
    '/home/me/x/r',
    'settings.xml',
  ],
  [
    'maven.config',
    {
      project: { folder, mavenConfig: '-T2\n-Dmaven.repo.local=repo\n' },
      settings: { localRepository: '/repo' },
    },
    '/projects/app/repo',
    '.mvn/maven.config',
  ],
  [
    'maven.config in two words',
    { project: { folder, mavenConfig: '-D maven.repo.local="/a b"' } },
    '/a b',
    '.mvn/maven.config',
  ],
  [
    'maven.config with a blank in the path',
    { mavenVersion: '3.9.9', project: { folder, mavenConfig: '-Dmaven.repo.local=/a b/repo\n' } },
    '/a b/repo',
    '.mvn/maven.config',
  ],
  [
    'maven.config with expressions',
    {
      env: { CACHE: 'cache' },
      project: {
        folder,
        mavenConfig: '-Dmaven.repo.local=${session.rootDirectory}/${env.CACHE}\n',
      },
    },
    '/projects/app/cache',
    '.mvn/maven.config',
  ],
  [
    'maven.config with the folder of the project',
    {
      project: {
        folder,
        mavenConfig: '-Dmaven.repo.local=${maven.multiModuleProjectDirectory}/repo\n',
      },
    },
    '/projects/app/repo',
    '.mvn/maven.config',
  ],
  [
    'settings.xml with the folder of the project',
    {
      project: { folder },
      settings: { localRepository: '${maven.multiModuleProjectDirectory}/repo' },
    },
    '/projects/app/repo',
    'settings.xml',
  ],
  [
    'MAVEN_ARGS over maven.config',
    {
      env: { MAVEN_ARGS: '--define=maven.repo.local=/args' },
      project: { folder, mavenConfig: '-Dmaven.repo.local=/config' },
    },
    '/args',
    'MAVEN_ARGS',
  ],
  [
    'the options that VS Code gives to Maven',
    {
      mavenOptions: { value: '-B -Dmaven.repo.local=/options', fromWorkspace: false },
      project: { folder, mavenConfig: '-Dmaven.repo.local=/config' },
    },
    '/options',
    'maven.executable.options',
  ],
  [
    'an old Maven without MAVEN_ARGS',
    { mavenVersion: '3.8.7', env: { MAVEN_ARGS: '-Dmaven.repo.local=/args' } },
    '/home/me/.m2/repository',
    'default',
  ],
  [
    'MAVEN_OPTS',
    { env: { MAVEN_OPTS: '-Dmaven.repo.local=/opts' }, settings: { localRepository: '/repo' } },
    '/opts',
    'MAVEN_OPTS',
  ],
  [
    'MAVEN_OPTS over jvm.config',
    {
      env: { MAVEN_OPTS: '-Dmaven.repo.local=/opts' },
      project: { folder, jvmConfig: '-Dmaven.repo.local=/jvm' },
    },
    '/opts',
    'MAVEN_OPTS',
  ],
  [
    'jvm.config',
    { project: { folder, jvmConfig: '-Dmaven.repo.local=/jvm' } },
    '/jvm',
    '.mvn/jvm.config',
  ],
  [
    'the command line over the JVM',
    {
      env: { MAVEN_OPTS: '-Dmaven.repo.local=/opts' },
      project: { folder, mavenConfig: '-Dmaven.repo.local=/config' },
    },
    '/config',
    '.mvn/maven.config',
  ],
  [
    'Windows',
    { platform: 'win32', accountHome: 'C:\\Users\\me' },
    'C:\\Users\\me\\.m2\\repository',
    'default',
  ],
];

describe('locateLocalRepository', () => {
  for (const [title, input, path, by] of cases)
    it(`finds ${title}`, () => {
      const found = locate(input);
      assert.deepEqual([found.path, found.namedBy], [path, by]);
      assert.equal(found.fromWorkspace, by.startsWith('.mvn/'));
    });

  it('refuses an unknown expression', () => {
    const settings = { localRepository: '${basedir}/repo' };
    assert.throws(
      () => locate({ settings }),
      (error: unknown) => isFailure(error) && error.code === 'settings-refused',
    );
  });

  it('refuses an unknown expression in an option', () => {
    const project = { folder, mavenConfig: '-Dmaven.repo.local=${env.NOT_SET}/repo' };
    assert.throws(
      () => locate({ project }),
      (error: unknown) => isFailure(error) && error.code === 'settings-refused',
    );
  });

  it('takes nothing of Maven for the Java extension', () => {
    const project = { folder, mavenConfig: '-Dmaven.repo.local=/config' };
    const env = { MAVEN_OPTS: '-Dmaven.repo.local=/opts' };
    const found = (javaVmArgs?: LocateSettingsInput['javaVmArgs']) =>
      locateLocalRepository(
        { ...base, env, project, ...(javaVmArgs && { javaVmArgs }) },
        'java-extension',
      ).path;
    assert.equal(found(), '/home/me/.m2/repository');
    const value = '-Xmx1g -Dmaven.repo.local=/java';
    assert.equal(found({ value, fromWorkspace: false }), '/java');
  });

  it('fails without a home folder', () => {
    assert.throws(
      () => locate({ accountHome: '' }),
      (error: unknown) => isFailure(error) && error.code === 'home-unknown',
    );
  });
});
