import type * as vscode from 'vscode';
import type { Connections } from '../connections/connections';
import type { Explorer } from '../explorer/explorer';
import type { MavenFiles } from '../buildTools/maven/mavenFiles';
import type { TokenHolders } from '../tokens/tokenHolder';
import type { PolicyDocuments } from '../permissions/policyDocuments';
import type { DiagnosticsView } from './diagnosticsView';

/** The services that the commands which run the doctor work with. */
export interface DiagnosticsServices {
  readonly log: vscode.LogOutputChannel;
  /** State of the extension that all windows of the user share. */
  readonly memento: vscode.Memento;
  /** The version of the extension. */
  readonly version: string;
  readonly connections: Connections;
  readonly explorer: Explorer;
  readonly mavenFiles: MavenFiles;
  readonly holders: TokenHolders;
  readonly policies: PolicyDocuments;
  readonly diagnosticsView: DiagnosticsView;
}
