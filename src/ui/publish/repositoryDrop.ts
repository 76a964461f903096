import * as vscode from 'vscode';
import { isRepositoryNode, type Node, type RepositoryNode } from '../explorer/node';

const uriList = 'text/uri-list';

/** Hands over the files and folders that are dropped on a repository. */
export class RepositoryDrop implements vscode.TreeDragAndDropController<Node> {
  readonly dropMimeTypes = [uriList];
  readonly dragMimeTypes = [];
  readonly #publish: (target: RepositoryNode, uris: readonly vscode.Uri[]) => void;

  /** `publish` is not waited for: the tree would look busy until the person has answered everything. */
  constructor(publish: (target: RepositoryNode, uris: readonly vscode.Uri[]) => void) {
    this.#publish = publish;
  }

  async handleDrop(target: Node | undefined, dropped: vscode.DataTransfer): Promise<void> {
    if (!isRepositoryNode(target)) return;
    const text = (await dropped.get(uriList)?.asString()) ?? '';
    const uris = droppedUris(text);
    if (uris.length > 0) this.#publish(target, uris);
  }
}

/** The URIs of a list in the form of RFC 2483: a line each, comments start with `#`. */
function droppedUris(text: string): readonly vscode.Uri[] {
  return text
    .split(/\r?\n/)
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => vscode.Uri.parse(line, true));
}
