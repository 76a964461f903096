import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  isValidTokenDuration,
  readExtensionSettings,
  settingNames,
} from '../../src/ui/common/extensionSettings';

interface Declared {
  readonly default?: unknown;
  readonly scope?: string;
  readonly markdownDescription?: string;
}

const extension = vscode.extensions.getExtension('codeartifact-for-java.codeartifact-for-java');
const { contributes } = extension?.packageJSON as {
  contributes: { configuration: { properties: Record<string, Declared> } };
};

describe('settings', () => {
  const declared = contributes.configuration.properties;

  it('are the same in code and in package.json', () =>
    assert.deepEqual(
      Object.keys(declared).sort(),
      settingNames.map(name => `codeartifact.${name}`).sort(),
    ));

  it('have a default and a description each', () => {
    for (const [name, { default: value, markdownDescription }] of Object.entries(declared)) {
      assert.notEqual(value, undefined, name);
      assert.ok(markdownDescription && !markdownDescription.startsWith('%'), name);
    }
  });

  it('that hold paths or addresses are for the machine alone', () => {
    const names = settingNames.filter(it => /^(endpoints|sandbox)\./.test(it));
    assert.ok(names.length >= 7, names.join());
    for (const name of names) assert.equal(declared[`codeartifact.${name}`]?.scope, 'machine');
  });

  it('know which lives of a token CodeArtifact accepts', () => {
    const rows = [-1, 0, 1, 899, 900, 43_200, 43_201].map(it => isValidTokenDuration(it));
    assert.deepEqual(rows, [false, true, false, false, true, true, false]);
  });

  it('are kept within their bounds', async () => {
    const config = vscode.workspace.getConfiguration('codeartifact');
    try {
      await config.update('explorer.pageSize', 100_000, vscode.ConfigurationTarget.Global);
      await config.update('token.duration', 5, vscode.ConfigurationTarget.Global);
      assert.equal(readExtensionSettings().pageSize, 1000);
      assert.equal(readExtensionSettings().tokenSeconds, 900);
      await config.update('token.duration', 0, vscode.ConfigurationTarget.Global);
      assert.equal(readExtensionSettings().tokenSeconds, 0);
    } finally {
      await config.update('explorer.pageSize', undefined, vscode.ConfigurationTarget.Global);
      await config.update('token.duration', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
