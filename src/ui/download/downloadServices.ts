import type * as vscode from 'vscode';
import type { Connections } from '../connections/connections';
import type { Explorer } from '../explorer/explorer';
import type { Node } from '../explorer/node';
import type { TransferFolders } from '../common/transferFolders';

/** The services that the commands which download, verify and show details work with. */
export interface DownloadServices {
  readonly log: vscode.LogOutputChannel;
  /** State of the extension that all windows of the user share. */
  readonly memento: vscode.Memento;
  readonly connections: Connections;
  readonly explorer: Explorer;
  readonly tree: vscode.TreeView<Node>;
  readonly transfers: TransferFolders;
}
