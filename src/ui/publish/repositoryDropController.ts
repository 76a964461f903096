import * as vscode from 'vscode';
import { isRepositoryNode, type Node, type RepositoryNode } from '../explorer/node';

const uriListMimeType = 'text/uri-list';

/** Publishes the files and folders that are dropped on a repository. */
export class RepositoryDropController implements vscode.TreeDragAndDropController<Node> {
  readonly dropMimeTypes = [uriListMimeType];
  readonly dragMimeTypes = [];
  readonly #publish: (target: RepositoryNode, uris: readonly vscode.Uri[]) => void;

  /**
   * `publish` is not awaited, because the tree would look busy until the user has answered all
   * questions.
   */
  constructor(publish: (target: RepositoryNode, uris: readonly vscode.Uri[]) => void) {
    this.#publish = publish;
  }

  async handleDrop(target: Node | undefined, dataTransfer: vscode.DataTransfer): Promise<void> {
    if (!isRepositoryNode(target)) return;
    const text = (await dataTransfer.get(uriListMimeType)?.asString()) ?? '';
    const uris = parseUriList(text);
    if (uris.length > 0) this.#publish(target, uris);
  }
}

/** Parses a list of URIs (RFC 2483): one per line, comments start with `#`. */
function parseUriList(text: string): readonly vscode.Uri[] {
  return text
    .split(/\r?\n/)
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => vscode.Uri.parse(line, true));
}
