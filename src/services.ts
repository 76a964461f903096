import * as vscode from 'vscode';
import { awsAccess } from './awsAccess';
import { isFailure } from './core/failure';
import { TokenLedger } from './tokens/tokenLedger';
import { BuildFailureMonitor } from './ui/buildFailures/buildFailureMonitor';
import { showRejectionNotification } from './ui/buildFailures/showRejectionNotification';
import { MavenFiles } from './ui/buildTools/maven/mavenFiles';
import { UndoHistory } from './ui/buildTools/undoHistory';
import { FileEditor } from './ui/common/fileEditor';
import { TransferFolders } from './ui/common/transferFolders';
import { VirtualDocumentProvider } from './ui/common/virtualDocumentProvider';
import { Connections } from './ui/connections/connections';
import { DiagnosticsView } from './ui/diagnostics/diagnosticsView';
import { Explorer } from './ui/explorer/explorer';
import { ListCache } from './ui/explorer/listCache';
import { PolicyDocuments } from './ui/permissions/policyDocuments';
import { RepositoryDropController } from './ui/publish/repositoryDropController';
import { SandboxManager } from './ui/sandbox/sandboxManager';
import { createTokenHolders } from './ui/tokens/createTokenHolders';
import { TerminalDomainChoice } from './ui/tokens/terminalDomainChoice';
import { TerminalTokens } from './ui/tokens/terminalTokens';
import { TokenRenewalService } from './ui/tokens/tokenRenewalService';
import { TokenStatusBar } from './ui/tokens/tokenStatusBar';
import { TokenStatusMonitor } from './ui/tokens/tokenStatusMonitor';

/** Everything that the features of the extension work with. */
export type Services = ReturnType<typeof createServices>;

/**
 * Creates the services and has VS Code dispose of them with the extension. Reads no file and sends
 * nothing: that begins when the features are registered.
 */
export function createServices(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
  const { globalState: memento, globalStorageUri, workspaceState } = context;
  const storagePath = (name: string) => vscode.Uri.joinPath(globalStorageUri, name).fsPath;
  const own = <T extends vscode.Disposable>(service: T): T => {
    context.subscriptions.push(service);
    return service;
  };

  const sandbox = own(new SandboxManager(log, context));
  const connections = own(new Connections(memento, awsAccess, sandbox));
  const listCache = own(
    new ListCache(
      storagePath('lists.json'),
      () => vscode.workspace.isTrusted,
      error =>
        log.debug('The lists could not be cached:', isFailure(error) ? error.message : 'a bug'),
    ),
  );
  const explorer = own(new Explorer(connections, listCache));
  const tree = own(
    vscode.window.createTreeView('codeartifact.explorer', {
      treeDataProvider: explorer,
      showCollapseAll: true,
      dragAndDropController: new RepositoryDropController((target, uris) => {
        void vscode.commands.executeCommand('codeartifact.publish', target, uris);
      }),
    }),
  );
  const mavenFiles = new MavenFiles(log, () => connections.approvedRepositoryEndpoints());
  const fileEditor = new FileEditor(log, memento);
  const tokenLedger = new TokenLedger(storagePath('ledger.json'));
  const undoHistory = new UndoHistory(storagePath('undo.json'));
  const terminalChoice = new TerminalDomainChoice(workspaceState);
  const holders = createTokenHolders(
    { log, memento, connections, mavenFiles, fileEditor, tokenLedger, undoHistory },
    own(new TerminalTokens(context.environmentVariableCollection)),
    terminalChoice,
  );
  const tokenStatusBar = own(new TokenStatusBar());
  const tokenStatusMonitor = own(new TokenStatusMonitor(log, holders, tokenLedger, tokenStatusBar));
  const renewal = own(new TokenRenewalService({ log, connections, holders }, globalStorageUri));
  const buildFailures = own(
    new BuildFailureMonitor({
      log,
      connections,
      mavenFiles,
      notifyRejection: (rejection, pom) => void showRejectionNotification(rejection, pom),
      onUnauthorized: (domain, signal) => renewal.renewRejected(domain, signal),
    }),
  );
  const { version } = context.extension.packageJSON as { readonly version: string };
  return {
    log,
    version,
    extensionId: context.extension.id,
    memento,
    workspaceState,
    connections,
    sandbox,
    explorer,
    tree,
    mavenFiles,
    previews: own(new VirtualDocumentProvider()),
    policies: own(new PolicyDocuments()),
    diagnosticsView: own(new DiagnosticsView()),
    fileEditor,
    tokenLedger,
    undoHistory,
    holders,
    terminalChoice,
    tokenStatusBar,
    tokenStatusMonitor,
    renewal,
    buildFailures,
    transfers: new TransferFolders(memento, globalStorageUri),
    refreshTokenStatus: () => tokenStatusMonitor.refresh(),
    notifyTokensRefreshed: () => buildFailures.updateAffectedProjects(),
  };
}
