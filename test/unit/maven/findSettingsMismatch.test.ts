import assert from 'node:assert/strict';
import { locateSettings, type LocateSettingsInput } from '../../../src/maven/locateSettings';
import {
  findSettingsMismatch,
  type AlignedSetting,
  type SettingsMismatchContext,
} from '../../../src/maven/findSettingsMismatch';

const base: LocateSettingsInput = {
  accountHome: '/home/u',
  env: {},
  platform: 'linux',
  workspaceFolders: ['/w'],
};
const setting = (value: string, fromWorkspace = false) => ({ value, fromWorkspace });
const javaSetting = 'java.configuration.maven.userSettings';

/** Describes the mismatch and the proposed change. */
function align(
  input: Partial<LocateSettingsInput>,
  facts: Partial<SettingsMismatchContext> = {},
): string {
  const located = locateSettings({ ...base, ...input });
  const found = findSettingsMismatch(located, { isWorkspaceSetting: () => false, ...facts });
  if (!found) return 'agreed';
  const { maven, java, change } = found;
  return `${maven.path} ≠ ${java.path}: ${change ? `${change.setting} = ${change.value}` : 'nothing to write'}`;
}

describe('findSettingsMismatch', () => {
  const cases: [
    what: string,
    input: Partial<LocateSettingsInput>,
    expected: string,
    facts?: Partial<SettingsMismatchContext>,
  ][] = [
    ['nothing named', {}, 'agreed'],
    ['a home moved for Maven alone', { env: { MAVEN_OPTS: '-Duser.home=/x' } }, 'agreed'],
    [
      'maven.settingsFile alone',
      { mavenSettingsFile: setting('/s.xml') },
      `/s.xml ≠ /home/u/.m2/settings.xml: ${javaSetting} = /s.xml`,
    ],
    [
      '-s among the options alone',
      { mavenOptions: setting('-B -s /s.xml') },
      `/s.xml ≠ /home/u/.m2/settings.xml: ${javaSetting} = /s.xml`,
    ],
    [
      'maven.settingsFile over the options',
      { mavenSettingsFile: setting('/a.xml'), mavenOptions: setting('-s /b.xml') },
      `/a.xml ≠ /home/u/.m2/settings.xml: ${javaSetting} = /a.xml`,
    ],
    ['options without a file', { mavenOptions: setting('-B -DskipTests') }, 'agreed'],
    [
      'the Java setting alone',
      { javaUserSettings: setting('~/j.xml') },
      '/home/u/.m2/settings.xml ≠ /home/u/j.xml: maven.settingsFile = /home/u/j.xml',
    ],
    [
      'both, the same',
      { mavenSettingsFile: setting('/home/u/j.xml'), javaUserSettings: setting('~/j.xml') },
      'agreed',
    ],
    [
      'both, different: Maven goes first',
      { mavenSettingsFile: setting('/s.xml'), javaUserSettings: setting('/j.xml') },
      `/s.xml ≠ /j.xml: ${javaSetting} = /s.xml`,
    ],
    [
      'one that names the default',
      { mavenSettingsFile: setting('/home/u/.m2/settings.xml') },
      'agreed',
    ],
    [
      'a file that Java reads as the global one',
      { mavenSettingsFile: setting('/s.xml') },
      'agreed',
      { javaGlobalSettings: '/s.xml' },
    ],
    [
      'another global one',
      { mavenSettingsFile: setting('/s.xml') },
      `/s.xml ≠ /home/u/.m2/settings.xml: ${javaSetting} = /s.xml`,
      { javaGlobalSettings: '/g.xml' },
    ],
    [
      'a file that the workspace names',
      { javaUserSettings: setting('/j.xml', true) },
      '/home/u/.m2/settings.xml ≠ /j.xml: nothing to write',
    ],
    [
      'a file that lies in the workspace',
      { javaUserSettings: setting('/w/j.xml') },
      '/home/u/.m2/settings.xml ≠ /w/j.xml: nothing to write',
    ],
    [
      'a Java setting that the workspace gives',
      { mavenSettingsFile: setting('/s.xml'), javaUserSettings: setting('/j.xml', true) },
      '/s.xml ≠ /j.xml: nothing to write',
      { isWorkspaceSetting: (name: AlignedSetting) => name === javaSetting },
    ],
  ];
  for (const [what, input, expected, facts] of cases)
    it(what, () => assert.equal(align(input, facts), expected));
});
