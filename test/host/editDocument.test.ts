import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { editSettings } from '../../src/maven/editSettings';
import { Secret } from '../../src/core/secret';
import { FileEditor } from '../../src/ui/common/fileEditor';

const written = `<settings>
  <servers>
    <server><id>ours</id><username>aws</username><password></password></server>
  </servers>
</settings>
`;

describe('a settings.xml with unsaved changes in an editor', () => {
  let folder: string;
  let log: vscode.LogOutputChannel;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'dirty-'));
    log = vscode.window.createOutputChannel('Test of unsaved changes', { log: true });
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    log.dispose();
    await rm(folder, { recursive: true });
  });

  it('is edited there, beside what the user typed, and not behind it on disk', async () => {
    const file = path.join(folder, 'settings.xml');
    await writeFile(file, written);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    await vscode.window.showTextDocument(document);
    const typed = new vscode.WorkspaceEdit();
    typed.insert(document.uri, new vscode.Position(1, 0), '  <!-- typed -->\n');
    await vscode.workspace.applyEdit(typed);
    assert.equal(document.isDirty, true);

    const memento = { get: () => [], keys: () => [], update: () => Promise.resolve() };
    const fileEditor = new FileEditor(log, memento);
    const changed = await fileEditor.edit(
      file,
      bytes =>
        editSettings(bytes, [{ kind: 'set-token', id: 'ours', token: new Secret('a.b.c') }]).bytes,
      new AbortController().signal,
    );
    assert.equal(changed, true);
    assert.equal(
      document.getText(),
      written
        .replace('<settings>\n', '<settings>\n  <!-- typed -->\n')
        .replace('<password></password>', '<password>a.b.c</password>'),
    );
    assert.equal(await readFile(file, 'utf8'), written, 'saving is left to the user');
  });
});
