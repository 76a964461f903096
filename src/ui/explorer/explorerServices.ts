import type * as vscode from 'vscode';
import type { EndpointApproval } from './fetchMavenEndpoint';
import type { RepositorySource } from './showRepositoryPicker';
import type { Explorer } from './explorer';
import type { Node } from './node';

/** The services that the commands which list, refresh and copy work with. */
export interface ExplorerServices {
  readonly log: vscode.LogOutputChannel;
  readonly connections: RepositorySource & EndpointApproval;
  readonly explorer: Explorer;
  readonly tree: vscode.TreeView<Node>;
}
