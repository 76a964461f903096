import * as vscode from 'vscode';
import type { VirtualDocumentProvider } from '../common/virtualDocumentProvider';

/** Shows `text` in a tab named `name` while `work` runs, and closes it again. */
export async function withPreviewTab<T>(
  previews: VirtualDocumentProvider,
  name: string,
  text: string,
  work: () => Promise<T>,
): Promise<T> {
  const uri = previews.add(`/${name}`, text);
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
    return await work();
  } finally {
    const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
    const previewTabs = tabs.filter(
      ({ input }) =>
        input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    );
    await vscode.window.tabGroups.close(previewTabs, true);
    previews.remove(uri);
  }
}
