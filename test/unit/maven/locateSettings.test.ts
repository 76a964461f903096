import assert from 'node:assert/strict';
import { isFailure } from '../../../src/core/failure';
import { locateSettings, type LocateSettingsInput } from '../../../src/maven/locateSettings';

const base: LocateSettingsInput = {
  accountHome: '/home/u',
  env: { HOME: '/elsewhere' },
  platform: 'linux',
  workspaceFolders: ['/w'],
};
const config = (mavenConfig: string) => ({ project: { folder: '/w', mavenConfig } });
const jvm = (jvmConfig: string) => ({ project: { folder: '/w', jvmConfig } });
const setting = (value: string, fromWorkspace = false) => ({ value, fromWorkspace });

/** `PATH by SOURCE for READERS` for each location, the target first; `!` marks files of the workspace. */
const locate = (changed: Partial<LocateSettingsInput>) =>
  locateSettings({ ...base, ...changed }).locations.map(
    ({ path, belongsToWorkspace, homeFrom, namedBy, readers }) =>
      `${path}${belongsToWorkspace ? '!' : ''} by ${homeFrom ?? namedBy} for ${readers.map(reader => reader[0]).join('')}`,
  );

describe('locateSettings', () => {
  const cases: [what: string, changed: Partial<LocateSettingsInput>, found: string[]][] = [
    ['the account home, not $HOME', {}, ['/home/u/.m2/settings.xml by default for mjt']],
    [
      'MAVEN_OPTS',
      { env: { MAVEN_OPTS: '-Xmx1g -Duser.home=/x' } },
      ['/x/.m2/settings.xml by MAVEN_OPTS for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    [
      'quoted options, the last one',
      { env: { MAVEN_OPTS: '-Duser.home=/y "-Duser.home=/x y"' } },
      ['/x y/.m2/settings.xml by MAVEN_OPTS for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    [
      'JAVA_TOOL_OPTIONS for all',
      { env: { JAVA_TOOL_OPTIONS: '-Duser.home=/x' } },
      ['/x/.m2/settings.xml by JAVA_TOOL_OPTIONS for mjt'],
    ],
    [
      'MAVEN_OPTS over jvm.config',
      { env: { MAVEN_OPTS: '-Duser.home=/x' }, ...jvm('-Duser.home=/z') },
      ['/x/.m2/settings.xml by MAVEN_OPTS for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    [
      "jvm.config, which is the workspace's",
      jvm('-Xmx1g\n-Duser.home=/z\n'),
      [
        '/z/.m2/settings.xml! by .mvn/jvm.config for mt',
        '/home/u/.m2/settings.xml by default for j',
      ],
    ],
    [
      '-s in maven.config',
      config('-T\n1\n-s\nsettings/my.xml\n'),
      [
        '/w/settings/my.xml! by .mvn/maven.config for mt',
        '/home/u/.m2/settings.xml by default for j',
      ],
    ],
    [
      '--settings= in maven.config, out of the workspace',
      config('--settings=/opt/s.xml'),
      ['/opt/s.xml! by .mvn/maven.config for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    [
      'no comment in maven.config',
      config('# -s x.xml\n'),
      ['/home/u/.m2/settings.xml by default for mjt'],
    ],
    [
      'MAVEN_ARGS before maven.config',
      { env: { MAVEN_ARGS: '-B -s /a.xml' }, ...config('-s b.xml') },
      ['/a.xml by MAVEN_ARGS for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    [
      'no MAVEN_ARGS for Maven 3.8',
      { env: { MAVEN_ARGS: '-s /a.xml' }, mavenVersion: '3.8.7' },
      ['/home/u/.m2/settings.xml by default for mjt'],
    ],
    [
      'MAVEN_ARGS for Maven 3.9 and 4',
      { env: { MAVEN_ARGS: '-s /a.xml' }, mavenVersion: '3.9.9' },
      ['/a.xml by MAVEN_ARGS for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    [
      'the setting of Maven for Java',
      { mavenSettingsFile: setting('~/s.xml') },
      ['/home/u/s.xml by maven.settingsFile for m', '/home/u/.m2/settings.xml by default for jt'],
    ],
    [
      'the setting of Java',
      { javaUserSettings: setting('/j.xml') },
      [
        '/j.xml by java.configuration.maven.userSettings for j',
        '/home/u/.m2/settings.xml by default for mt',
      ],
    ],
    [
      'both settings',
      { mavenSettingsFile: setting('/s.xml'), javaUserSettings: setting('/s.xml') },
      ['/s.xml by maven.settingsFile for mj', '/home/u/.m2/settings.xml by default for t'],
    ],
    [
      'a setting that the workspace gave',
      { javaUserSettings: setting('/j.xml', true) },
      [
        '/j.xml! by java.configuration.maven.userSettings for j',
        '/home/u/.m2/settings.xml by default for mt',
      ],
    ],
    [
      'a setting into the workspace',
      { mavenSettingsFile: setting('/w/s.xml') },
      ['/w/s.xml! by maven.settingsFile for m', '/home/u/.m2/settings.xml by default for jt'],
    ],
    [
      'an empty setting',
      { mavenSettingsFile: setting(' ') },
      ['/home/u/.m2/settings.xml by default for mjt'],
    ],
    [
      'a setting into a folder of the workspace whose name begins with dots',
      { mavenSettingsFile: setting('/w/..m2/s.xml') },
      ['/w/..m2/s.xml! by maven.settingsFile for m', '/home/u/.m2/settings.xml by default for jt'],
    ],
    [
      'a neighbour of the workspace',
      { mavenSettingsFile: setting('/w2/s.xml') },
      ['/w2/s.xml by maven.settingsFile for m', '/home/u/.m2/settings.xml by default for jt'],
    ],
    [
      'Windows',
      {
        platform: 'win32',
        accountHome: 'C:\\Users\\U',
        workspaceFolders: ['D:\\w'],
        mavenSettingsFile: setting('c:\\users\\u\\.m2\\Settings.xml'),
      },
      ['c:\\users\\u\\.m2\\Settings.xml by maven.settingsFile for mjt'],
    ],
  ];
  for (const [what, changed, found] of cases)
    it(`finds ${what}`, () => assert.deepEqual(locate(changed), found));

  it('fails without a home folder', () =>
    assert.throws(
      () => locate({ accountHome: '' }),
      error => isFailure(error) && error.code === 'home-unknown',
    ));
});
