import type * as vscode from 'vscode';
import type { Connections } from '../connections/connections';
import type { DiagnosticsView } from '../diagnostics/diagnosticsView';
import type { PolicyDocuments } from '../permissions/policyDocuments';
import type { Explorer } from '../explorer/explorer';
import type { Node } from '../explorer/node';
import type { TokenHolders } from '../tokens/tokenHolder';
import type { TerminalDomainChoice } from '../tokens/terminalDomainChoice';
import type { BuildFailureMonitor } from '../buildFailures/buildFailureMonitor';
import type { MavenFiles } from '../buildTools/maven/mavenFiles';
import type { VirtualDocumentProvider } from './virtualDocumentProvider';
import type { SettingsWriter } from './settingsWriter';
import type { TransferFolders } from './transferFolders';
import type { SandboxManager } from '../sandbox/sandboxManager';
import type { TokenRenewalService } from '../tokens/tokenRenewalService';

/** What commands work with. Built once, by `activate`. */
export interface Services {
  readonly log: vscode.LogOutputChannel;
  /** The extension's own. */
  readonly version: string;
  readonly memento: vscode.Memento;
  readonly connections: Connections;
  readonly sandbox: SandboxManager;
  readonly explorer: Explorer;
  readonly tree: vscode.TreeView<Node>;
  readonly mavenFiles: MavenFiles;
  readonly previews: VirtualDocumentProvider;
  readonly policies: PolicyDocuments;
  readonly diagnosticsView: DiagnosticsView;
  readonly writer: SettingsWriter;
  readonly holders: TokenHolders;
  readonly terminalChoice: TerminalDomainChoice;
  readonly renewal: TokenRenewalService;
  readonly refusals: BuildFailureMonitor;
  readonly transfers: TransferFolders;
  /** Reads the holders again and shows in the status bar how long their tokens live. */
  readonly refreshTokenStatus: () => Promise<void>;
}
