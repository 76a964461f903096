import type * as vscode from 'vscode';
import type { Connections } from './connections';
import type { DoctorView } from './doctor/doctorView';
import type { PolicyDocuments } from './doctor/policyDocuments';
import type { Explorer } from './explorer/explorer';
import type { Node } from './explorer/node';
import type { TokenHolders } from './holders/holder';
import type { TerminalChoice } from './holders/terminalChoice';
import type { Refusals } from './heal/refusals';
import type { MavenFiles } from './maven/mavenFiles';
import type { PreviewDocuments } from './maven/previewDocuments';
import type { SettingsWriter } from './maven/settingsWriter';
import type { TransferFolders } from './publish/transferFolders';
import type { Sandbox } from './sandbox/sandbox';
import type { TokenRenewal } from './token/tokenRenewal';

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
