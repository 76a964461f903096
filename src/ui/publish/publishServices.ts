import type * as vscode from 'vscode';
import type { Connections } from '../connections/connections';
import type { Explorer } from '../explorer/explorer';
import type { Node } from '../explorer/node';
import type { VirtualDocumentProvider } from '../common/virtualDocumentProvider';
import type { TransferFolders } from '../common/transferFolders';

/** The services that the commands which publish work with. */
export interface PublishServices {
  readonly log: vscode.LogOutputChannel;
  /** State of the extension that all windows of the user share. */
  readonly memento: vscode.Memento;
  readonly connections: Connections;
  readonly explorer: Explorer;
  readonly tree: vscode.TreeView<Node>;
  readonly previews: VirtualDocumentProvider;
  readonly transfers: TransferFolders;
}
