import assert from 'node:assert/strict';
import {
  locateGradleProperties,
  type LocateGradlePropertiesInput,
} from '../../../src/gradle/locateGradleProperties';
import { isFailure } from '../../../src/core/failure';

const base: LocateGradlePropertiesInput = {
  accountHome: '/home/me',
  env: {},
  platform: 'linux',
  workspaceFolders: ['/projects/app'],
};
const setting = (value: string, fromWorkspace = false) => ({
  javaImportGradleUserHome: { value, fromWorkspace },
});

describe('locateGradleProperties', () => {
  const cases: readonly [
    title: string,
    input: Partial<LocateGradlePropertiesInput>,
    target: string,
    by: string,
    ofWorkspace?: boolean,
    files?: number,
  ][] = [
    ['the default', {}, '/home/me/.gradle', 'default'],
    ['GRADLE_USER_HOME', { env: { GRADLE_USER_HOME: '/g' } }, '/g', 'GRADLE_USER_HOME'],
    [
      'a relative GRADLE_USER_HOME',
      { env: { GRADLE_USER_HOME: 'g' } },
      '/projects/app/g',
      'GRADLE_USER_HOME',
      true,
    ],
    ['an empty GRADLE_USER_HOME', { env: { GRADLE_USER_HOME: '' } }, '/home/me/.gradle', 'default'],
    [
      'the system property over the variable',
      { env: { GRADLE_USER_HOME: '/g', GRADLE_OPTS: '-Xmx1g -Dgradle.user.home="/a b"' } },
      '/a b',
      '-Dgradle.user.home',
      false,
      2,
    ],
    [
      'GRADLE_OPTS over JAVA_OPTS',
      { env: { JAVA_OPTS: '-Dgradle.user.home=/j', GRADLE_OPTS: '-Dgradle.user.home=/g' } },
      '/g',
      '-Dgradle.user.home',
      false,
      2,
    ],
    [
      'a home folder set for all JVMs',
      { env: { JAVA_TOOL_OPTIONS: '-Duser.home=/else' } },
      '/else/.gradle',
      'default',
    ],
    [
      "a home folder set for Gradle's start script only",
      { env: { GRADLE_OPTS: '-Duser.home=/else' } },
      '/else/.gradle',
      'default',
      false,
      2,
    ],
    [
      'the account home and not HOME',
      { env: { HOME: '/elsewhere' } },
      '/home/me/.gradle',
      'default',
    ],
    [
      'the folder that the setting names',
      setting('~/g'),
      '/home/me/g',
      'java.import.gradle.user.home',
      false,
      2,
    ],
    [
      'the folder that a workspace setting names',
      setting('/g', true),
      '/g',
      'java.import.gradle.user.home',
      true,
      2,
    ],
    [
      'a setting that names a folder in the workspace',
      setting('.gradle-home'),
      '/projects/app/.gradle-home',
      'java.import.gradle.user.home',
      true,
      2,
    ],
    [
      'one folder that two sources name',
      { ...setting('/g'), env: { GRADLE_USER_HOME: '/g/' } },
      '/g',
      'java.import.gradle.user.home',
    ],
    [
      'a folder beside the workspace',
      { env: { GRADLE_USER_HOME: '/projects/app2' } },
      '/projects/app2',
      'GRADLE_USER_HOME',
    ],
    [
      'a folder in the second of two workspace folders',
      {
        env: { GRADLE_USER_HOME: '/projects/lib/g' },
        workspaceFolders: ['/projects/app', '/projects/lib'],
      },
      ...(['/projects/lib/g', 'GRADLE_USER_HOME', true] as const),
    ],
    [
      'a folder in the workspace whose name begins with two dots',
      { env: { GRADLE_USER_HOME: '/projects/app/..g' } },
      ...(['/projects/app/..g', 'GRADLE_USER_HOME', true] as const),
    ],
    [
      'a folder in the workspace whose name ends with two dots',
      { env: { GRADLE_USER_HOME: '/projects/app/g..' } },
      ...(['/projects/app/g..', 'GRADLE_USER_HOME', true] as const),
    ],
    [
      'the parent of the workspace',
      { env: { GRADLE_USER_HOME: '/projects' } },
      ...(['/projects', 'GRADLE_USER_HOME', false] as const),
    ],
    [
      'a setting of white space alone',
      setting(' '),
      ...(['/home/me/.gradle', 'default', false] as const),
    ],
    [
      'a tilde that belongs to a name',
      setting('~g'),
      ...(['/projects/app/~g', 'java.import.gradle.user.home', true, 2] as const),
    ],
    [
      'a setting that is the home itself',
      setting('~'),
      ...(['/home/me', 'java.import.gradle.user.home', false, 2] as const),
    ],
  ];
  for (const [title, input, folder, by, ofWorkspace = false, files = 1] of cases)
    it(`finds ${title}`, () => {
      const { target, locations } = locateGradleProperties({ ...base, ...input });
      assert.equal(target.path, `${folder}/gradle.properties`);
      assert.equal(target.namedBy, by);
      assert.equal(target.belongsToWorkspace, ofWorkspace);
      assert.equal(locations.length, files);
      assert.deepEqual(locations.flatMap(it => it.readers).toSorted(), [
        'java-extension',
        'terminal',
      ]);
    });

  it('builds Windows paths', () => {
    const { target } = locateGradleProperties({
      accountHome: 'C:\\Users\\me',
      env: {},
      platform: 'win32',
      workspaceFolders: [],
    });
    assert.equal(target.path, 'C:\\Users\\me\\.gradle\\gradle.properties');
  });

  it('throws when no home is known', () => {
    assert.throws(
      () => locateGradleProperties({ ...base, accountHome: '' }),
      (error: unknown) => isFailure(error) && error.code === 'home-unknown',
    );
  });
});
