import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../package.json';
import { listCommands } from '../../src/features';
import type { Services } from '../../src/services';

const contributed = (
  (manifest.contributes as { commands?: readonly { command: string }[] }).commands ?? []
).map(({ command }) => command);

describe('the extension', () => {
  const extension = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`);

  it('is activated', async () => {
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command of package.json, and no other', async () => {
    await extension?.activate();
    const registered = (await vscode.commands.getCommands(true)).filter(id =>
      id.startsWith('codeartifact.'),
    );
    // Those that VS Code makes for each view by itself.
    const own = registered.filter(
      id => !/\.(focus|open|resetViewLocation|removeView|toggleVisibility)$/.test(id),
    );
    assert.deepEqual(own.sort(), [...contributed].sort());
  });

  it('has something to do for each of them', () => {
    const ids = listCommands({} as Services).map(({ id }) => id);
    assert.deepEqual([...ids].sort(), [...contributed].sort());
  });
});
