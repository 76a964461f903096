import type * as vscode from 'vscode';
import type { Connections } from '../connections/connections';
import type { Explorer } from '../explorer/explorer';
import type { MavenFiles } from '../buildTools/maven/mavenFiles';
import type { PolicyDocuments } from './policyDocuments';

/** The services that the commands which explain what is not allowed work with. */
export interface PermissionServices {
  readonly log: vscode.LogOutputChannel;
  readonly connections: Connections;
  readonly explorer: Explorer;
  readonly mavenFiles: MavenFiles;
  readonly policies: PolicyDocuments;
}
