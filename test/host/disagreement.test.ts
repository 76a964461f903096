import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findExtensionSettingsMismatch } from '../../src/ui/buildTools/maven/findExtensionSettingsMismatch';
import { MavenFiles } from '../../src/ui/buildTools/maven/mavenFiles';

const javaSetting = 'java.configuration.maven.userSettings';
const named = ['maven.settingsFile', 'maven.executable.options', javaSetting] as const;

describe('the settings files of Maven and of the Java extension', () => {
  const { signal } = new AbortController();
  let log: vscode.LogOutputChannel;
  let files: MavenFiles;
  before(() => {
    log = vscode.window.createOutputChannel('Test of settings files', { log: true });
    files = new MavenFiles(log, () => Promise.resolve([]));
  });
  after(() => log.dispose());
  afterEach(async () => {
    for (const name of named) await set(name, undefined);
  });

  const set = (name: string, value: unknown) =>
    vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);

  it('agree where nothing names one', async () =>
    assert.equal(await findExtensionSettingsMismatch(files, signal), undefined));

  const cases: [what: string, name: (typeof named)[number], value: unknown][] = [
    ['maven.settingsFile', 'maven.settingsFile', '/elsewhere/settings.xml'],
    ['-s among the options', 'maven.executable.options', '-B -s /elsewhere/settings.xml'],
    [
      '-s in a list of options',
      'maven.executable.options',
      ['-B', '-s', '/elsewhere/settings.xml'],
    ],
    ['the Java setting', javaSetting, '/elsewhere/settings.xml'],
  ];
  for (const [what, name, value] of cases)
    it(`disagree by ${what}, until what is offered is written`, async () => {
      await set(name, value);
      const found = await findExtensionSettingsMismatch(files, signal);
      const expected = name === javaSetting ? 'maven.settingsFile' : javaSetting;
      assert.deepEqual(found?.change, { setting: expected, value: '/elsewhere/settings.xml' });
      await set(found.change.setting, found.change.value);
      assert.equal(await findExtensionSettingsMismatch(files, signal), undefined);
      const target = await files.locate(signal);
      assert.equal(target.path, '/elsewhere/settings.xml', 'and it is the one that gets the token');
    });
});
