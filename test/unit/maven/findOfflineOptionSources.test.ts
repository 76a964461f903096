import assert from 'node:assert/strict';
import type { LocateSettingsInput } from '../../../src/maven/locateSettings';
import { findOfflineOptionSources } from '../../../src/maven/findOfflineOptionSources';

const usual: LocateSettingsInput = {
  accountHome: '/home/me',
  env: {},
  platform: 'linux',
  workspaceFolders: ['/app'],
};
const config = (mavenConfig: string): LocateSettingsInput => ({
  ...usual,
  project: { folder: '/app', mavenConfig },
});

describe('findOfflineOptionSources', () => {
  const cases: [what: string, input: LocateSettingsInput, names: string[]][] = [
    ['nothing', usual, []],
    ['a variable', { ...usual, env: { MAVEN_ARGS: '-B -o' } }, ['MAVEN_ARGS']],
    ['a file of the project', config('-T 4\n--offline\n'), ['.mvn/maven.config']],
    ['a comment in it', config('# --offline\n-B'), []],
    ['other options that begin so', config('-oops --offline-not -Do=-o'), []],
    [
      'a setting',
      { ...usual, mavenOptions: { value: '-o', fromWorkspace: false } },
      ['maven.executable.options'],
    ],
  ];
  for (const [what, input, names] of cases)
    it(`finds ${what}`, () => assert.deepEqual(findOfflineOptionSources(input), names));
});
