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
  cases.push(
    [
      'row 40a: a path with blanks on a line of its own, on Windows',
      {
        platform: 'win32',
        accountHome: 'C:\\Users\\U',
        workspaceFolders: ['D:\\w'],
        mavenVersion: '3.9.9',
        project: { folder: 'D:\\w', mavenConfig: '-s\nC:/Users/A User/.m2/work settings.xml\n' },
      },
      [
        'C:\\Users\\A User\\.m2\\work settings.xml! by .mvn/maven.config for mt',
        'C:\\Users\\U\\.m2\\settings.xml by default for j',
      ],
    ],
    ...(['3.9.9', undefined] as const).map((mavenVersion): (typeof cases)[number] => [
      `row 40b: --settings= with blanks, Maven ${mavenVersion ?? 'of any version'}`,
      {
        ...(mavenVersion && { mavenVersion }),
        ...config('--settings=/home/u/my files/s.xml\n-T1C\n'),
      },
      [
        '/home/u/my files/s.xml! by .mvn/maven.config for mt',
        '/home/u/.m2/settings.xml by default for j',
      ],
    ]),
    [
      'blanks as separators before Maven 3.9',
      { mavenVersion: '3.8.7', ...config('-s my.xml -B\n') },
      ['/w/my.xml! by .mvn/maven.config for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    ...(
      [
        ['row 40c', '${session.rootDirectory}/.mvn/settings.xml', '/w/.mvn/settings.xml'],
        ['the top directory', '${session.topDirectory}/s.xml', '/w/s.xml'],
        ['row 40d', '${maven.multiModuleProjectDirectory}/.mvn/s.xml', '/w/.mvn/s.xml'],
        ['row 40e', '${user.home}/.m2/company.xml', '/home/u/.m2/company.xml'],
        ['a variable', '${env.CONF}/s.xml', '/conf/s.xml'],
        ['a user property', '${dir}/s.xml', '/conf/x/s.xml'],
      ] as const
    ).map(([what, value, path]): (typeof cases)[number] => [
      `${what}: ${value}`,
      { env: { CONF: '/conf' }, ...config(`-Ddir=\${env.CONF}/x\n-s\n${value}\n`) },
      [`${path}! by .mvn/maven.config for mt`, '/home/u/.m2/settings.xml by default for j'],
    ]),
    [
      'row 40f: -gs alone',
      config('-gs\n.mvn/settings.xml\n'),
      ['/home/u/.m2/settings.xml by default for mjt'],
    ],
    [
      'row 40g: --global-settings before -s',
      config('--global-settings\n.mvn/settings.xml\n-s\nsettings.xml\n'),
      ['/w/settings.xml! by .mvn/maven.config for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    [
      'row 40h: -s in the options of Maven for Java',
      { mavenOptions: setting("-s 'my settings.xml' -B") },
      [
        '/w/my settings.xml! by maven.executable.options for m',
        '/home/u/.m2/settings.xml by default for jt',
      ],
    ],
    [
      'row 40i: maven.user.conf of Maven 4',
      { mavenVersion: '4.0.0', ...config('-Dmaven.user.conf=/other/conf\n') },
      [
        '/other/conf/settings.xml! by maven.user.conf for mt',
        '/home/u/.m2/settings.xml by default for j',
      ],
    ],
    [
      'row 40j: maven.user.settings of Maven 4',
      { mavenVersion: '4.0.0', env: { MAVEN_ARGS: '-Dmaven.user.settings=/other/s.xml' } },
      ['/other/s.xml by maven.user.settings for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    [
      'no maven.user.settings for Maven 3',
      { mavenVersion: '3.9.9', env: { MAVEN_ARGS: '-Dmaven.user.settings=/other/s.xml' } },
      ['/home/u/.m2/settings.xml by default for mjt'],
    ],
    [
      'row 40k: -ps',
      { mavenVersion: '4.0.0', ...config('-ps\n.mvn/other.xml\n') },
      ['/home/u/.m2/settings.xml by default for mjt'],
    ],
    [
      'row 40l: MAVEN_CONFIG of the wrapper',
      { env: { MAVEN_CONFIG: '-s /other/ci.xml' }, project: { folder: '/w', hasWrapper: true } },
      ['/other/ci.xml by MAVEN_CONFIG for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    [
      'no MAVEN_CONFIG without the wrapper',
      { env: { MAVEN_CONFIG: '-s /other/ci.xml' } },
      ['/home/u/.m2/settings.xml by default for mjt'],
    ],
    [
      'row 40m: a property whose name ends with settings',
      config('-Dorg.apache.maven.user-settings=/x.xml\n-ntp\n'),
      ['/home/u/.m2/settings.xml by default for mjt'],
    ],
    [
      'row 40n: the first -s of MAVEN_ARGS',
      { env: { MAVEN_ARGS: '-s a.xml -s b.xml' } },
      ['/w/a.xml! by MAVEN_ARGS for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    [
      'row 40o: CRLF and a blank line',
      config('-s\r\n.mvn/settings.xml\r\n\r\n'),
      [
        '/w/.mvn/settings.xml! by .mvn/maven.config for mt',
        '/home/u/.m2/settings.xml by default for j',
      ],
    ],
    [
      'no other option that starts with s',
      config('-show-version\n-strict-checksums\n-sadp\n'),
      ['/home/u/.m2/settings.xml by default for mjt'],
    ],
    [
      'row 20: maven.settings of the Maven daemon',
      { mvndProperties: 'maven.settings=/other/mvnd.xml\n' },
      ['/other/mvnd.xml by mvnd.properties for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    [
      'row 20: -s before maven.settings of the Maven daemon',
      { mvndProperties: 'maven.settings=/other/mvnd.xml\n', env: { MAVEN_ARGS: '-s /a.xml' } },
      ['/a.xml by MAVEN_ARGS for mt', '/home/u/.m2/settings.xml by default for j'],
    ],
    [
      'row 23: MAVEN_OPTS of maven.terminal.customEnv',
      { mavenTerminalEnv: { MAVEN_OPTS: '-Duser.home=/x' } },
      ['/home/u/.m2/settings.xml by default for jt', '/x/.m2/settings.xml by MAVEN_OPTS for m'],
    ],
    [
      'row 24: java.jdt.ls.vmargs',
      { javaVmArgs: setting('-Xmx1g -Duser.home=/java') },
      [
        '/home/u/.m2/settings.xml by default for mt',
        '/java/.m2/settings.xml by java.jdt.ls.vmargs for j',
      ],
    ],
  );
  for (const [what, changed, found] of cases)
    it(`finds ${what}`, () => assert.deepEqual(locate(changed), found));

  it('fails without a home folder', () =>
    assert.throws(
      () => locate({ accountHome: '' }),
      error => isFailure(error) && error.code === 'home-unknown',
    ));

  const unknown: [what: string, changed: Partial<LocateSettingsInput>, at: string][] = [
    ['an unset variable', config('-B\n-s\n${env.NOT_SET}/s.xml\n'), '/w/.mvn/maven.config:3'],
    ['an unknown property', config('-s\n${x}/s.xml\n'), '/w/.mvn/maven.config:2'],
    ['a property of projects', config('--settings=${basedir}/s.xml'), '/w/.mvn/maven.config:1'],
    [
      'an expression before Maven 3.9',
      { mavenVersion: '3.8.7', ...config('-s\n${user.home}/s.xml\n') },
      '/w/.mvn/maven.config:2',
    ],
    ['a circle', config('-Da=${b}\n-Db=${a}\n-s\n${a}/s.xml\n'), '/w/.mvn/maven.config:4'],
    ['an open expression', config('-s\n${x/s.xml\n'), '/w/.mvn/maven.config:2'],
    ['MAVEN_ARGS', { env: { MAVEN_ARGS: '-s ${x}/s.xml' } }, 'MAVEN_ARGS:'],
    ['a setting', { mavenSettingsFile: setting('${x}/s.xml') }, 'maven.settingsFile:'],
    ['the home folder', jvm('-Duser.home=${x}'), '.mvn/jvm.config:'],
  ];
  for (const [what, changed, at] of unknown)
    it(`refuses a path with an unknown expression: ${what}`, () =>
      assert.throws(
        () => locate(changed),
        error => {
          assert.ok(isFailure(error) && error.code === 'settings-refused');
          assert.equal(`${error.subject}:${error.details.line ?? ''}`, at);
          return true;
        },
      ));

  it('names no folder with an expression for other readers either', () =>
    assert.deepEqual(
      locate({ ...config('-s\n${x}/s.xml\n'), javaUserSettings: setting('/j.xml') }),
      ['/j.xml by java.configuration.maven.userSettings for j'],
    ));

  const others: [
    what: string,
    changed: Partial<LocateSettingsInput>,
    globalFiles: string[],
    projectFiles: string[],
  ][] = [
    ['row 40f: -gs', config('-gs\n.mvn/settings.xml\n'), ['/w/.mvn/settings.xml! for tm'], []],
    ['-gs= in one word', config('-gs=/g.xml\n'), ['/g.xml! for tm'], []],
    [
      'row 19: the installation',
      { mavenHome: '/opt/maven' },
      ['/opt/maven/conf/settings.xml for tm'],
      [],
    ],
    [
      'row 19: -gs before the installation',
      { mavenHome: '/opt/maven', env: { MAVEN_ARGS: '-gs /g.xml' } },
      ['/g.xml for tm'],
      [],
    ],
    [
      'row 19: the setting of Java',
      { javaGlobalSettings: setting('~/g.xml') },
      ['/home/u/g.xml for j'],
      [],
    ],
    [
      'row 13: .mvn/settings.xml of Maven 4',
      { mavenVersion: '4.0.0', project: { folder: '/w' } },
      [],
      ['/w/.mvn/settings.xml! for tm'],
    ],
    [
      'row 13: -ps',
      { mavenVersion: '4.0.0', ...config('-ps\n.mvn/other.xml\n') },
      [],
      ['/w/.mvn/other.xml! for tm'],
    ],
    [
      'no .mvn/settings.xml for Maven 3',
      { mavenVersion: '3.9.9', project: { folder: '/w' } },
      [],
      [],
    ],
  ];
  for (const [what, changed, globalFiles, projectFiles] of others)
    it(`finds global and project settings: ${what}`, () => {
      const { globalLocations, projectLocations } = locateSettings({ ...base, ...changed });
      const list = (locations: typeof globalLocations) =>
        locations.map(
          ({ path, belongsToWorkspace, readers }) =>
            `${path}${belongsToWorkspace ? '!' : ''} for ${readers.map(reader => reader[0]).join('')}`,
        );
      assert.deepEqual(
        [list(globalLocations), list(projectLocations)],
        [globalFiles, projectFiles],
      );
    });
});
