import * as vscode from 'vscode';
import { isRepositoryNode, type Node } from '../explorer/node';

const uriList = 'text/uri-list';

/** Files and folders that are dropped on a repository are published to it, after the usual questions. */
export class RepositoryDrop implements vscode.TreeDragAndDropController<Node> {
  readonly dropMimeTypes = [uriList];
  readonly dragMimeTypes = [];

  async handleDrop(target: Node | undefined, dropped: vscode.DataTransfer): Promise<void> {
    if (!isRepositoryNode(target)) return;
    const text = (await dropped.get(uriList)?.asString()) ?? '';
    const uris = droppedUris(text);
    // Not waited for: the tree would look busy until the person has answered everything.
    if (uris.length > 0) void vscode.commands.executeCommand('codeartifact.publish', target, uris);
  }
}

/** The URIs of a list in the form of RFC 2483: a line each, comments start with `#`. */
function droppedUris(text: string): readonly vscode.Uri[] {
  return text
    .split(/\r?\n/)
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => vscode.Uri.parse(line, true));
}
