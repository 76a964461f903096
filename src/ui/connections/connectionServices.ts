import type * as vscode from 'vscode';
import type { Connections } from './connections';
import type { SandboxManager } from '../sandbox/sandboxManager';
import type { Explorer } from '../explorer/explorer';
import type { Node } from '../explorer/node';

/** The services that the commands which connect, sign in and name domains work with. */
export interface ConnectionServices {
  readonly log: vscode.LogOutputChannel;
  /** State of the extension that all windows of the user share. */
  readonly memento: vscode.Memento;
  readonly connections: Connections;
  readonly sandbox: SandboxManager;
  readonly explorer: Explorer;
  readonly tree: vscode.TreeView<Node>;
}
