import type * as vscode from 'vscode';
import type { Connections } from '../connections/connections';
import type { DoctorView } from '../diagnostics/doctorView';
import type { PolicyDocuments } from '../permissions/policyDocuments';
import type { Explorer } from '../explorer/explorer';
import type { Node } from '../explorer/node';
import type { TokenHolders } from '../tokens/holder';
import type { TerminalChoice } from '../tokens/terminalChoice';
import type { Refusals } from '../buildFailures/refusals';
import type { MavenFiles } from '../buildTools/maven/mavenFiles';
import type { PreviewDocuments } from './previewDocuments';
import type { SettingsWriter } from './settingsWriter';
import type { TransferFolders } from './transferFolders';
import type { Sandbox } from '../sandbox/sandbox';
import type { TokenRenewal } from '../tokens/tokenRenewal';

/** What commands work with. Built once, by `activate`. */
export interface Services {
  readonly log: vscode.LogOutputChannel;
  /** The extension's own. */
  readonly version: string;
  readonly memento: vscode.Memento;
  readonly connections: Connections;
  readonly sandbox: Sandbox;
  readonly explorer: Explorer;
  readonly tree: vscode.TreeView<Node>;
  readonly mavenFiles: MavenFiles;
  readonly previews: PreviewDocuments;
  readonly policies: PolicyDocuments;
  readonly doctor: DoctorView;
  readonly writer: SettingsWriter;
  readonly holders: TokenHolders;
  readonly terminalChoice: TerminalChoice;
  readonly renewal: TokenRenewal;
  readonly refusals: Refusals;
  readonly transfers: TransferFolders;
  /** Reads the holders again and shows in the status bar how long their tokens live. */
  readonly showTokens: () => Promise<void>;
}
