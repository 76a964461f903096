import * as vscode from 'vscode';
import type { AwsAccess } from './model/awsAccess';
import { registerCommands } from './ui/registerCommands';
import { Connections } from './ui/connections';
import { watchBuilds } from './ui/heal/watchBuilds';
import { Refusals } from './ui/heal/refusals';
import { Explorer } from './ui/explorer/explorer';
import { refreshAfterBuild } from './ui/explorer/refreshAfterBuild';
import { MavenFiles } from './ui/maven/mavenFiles';
import { PreviewDocuments } from './ui/maven/previewDocuments';
import { SettingsWriter } from './ui/maven/settingsWriter';
import { TokenWatch } from './ui/maven/tokenWatch';
import { RepositoryDrop } from './ui/publish/repositoryDrop';
import { TransferFolders } from './ui/publish/transferFolders';
import { Sandbox } from './ui/sandbox/sandbox';
import { askMfa } from './ui/askMfa';
import { readSettings } from './ui/settings';
import { TerminalTokens } from './ui/token/terminalTokens';
import { TokenRenewal } from './ui/token/tokenRenewal';
import { StatusBar } from './ui/statusBar';
import { welcomeOnce } from './ui/welcome';

/** The room `aws` and its SDK, loaded at the first call. */
const aws: AwsAccess = {
  connect: async (connection, attended) => {
    const { connect } = await import('./aws/chunk');
    const { pageSize } = readSettings();
    const options = { environment: process.env, pageSize, approved: [] };
    return connect(connection, attended ? { ...options, prompt: askMfa } : options);
  },
  profiles: async () => {
    const { listProfiles } = await import('./aws/chunk');
    return await listProfiles({ environment: process.env });
  },
};

/** Builds the services and registers them. Reads no file and sends nothing: that comes on a later tick. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('CodeArtifact', { log: true });
  const sandbox = new Sandbox(log, context);
  const connections = new Connections(context.globalState, aws, sandbox);
  const explorer = new Explorer(connections);
  const tree = vscode.window.createTreeView('codeartifact.explorer', {
    treeDataProvider: explorer,
    showCollapseAll: true,
    dragAndDropController: new RepositoryDrop(),
  });
  const previews = new PreviewDocuments();
  const writer = new SettingsWriter(log, context.globalState, context.globalStorageUri);
  const mavenFiles = new MavenFiles(log, () => connections.approved());
  const terminals = new TerminalTokens(context.environmentVariableCollection);
  const statusBar = new StatusBar();
  const watch = new TokenWatch(log, mavenFiles, writer, statusBar);
  const renewal = new TokenRenewal(
    { log, connections, mavenFiles, writer },
    context.globalStorageUri,
  );
  const refusals = new Refusals({
    ...{ log, connections, mavenFiles },
    refused: (domain, signal) => renewal.refused(domain, signal),
  });
  const transfers = new TransferFolders(context.globalState, context.globalStorageUri);
  const services = {
    log,
    memento: context.globalState,
    connections,
    sandbox,
    explorer,
    tree,
    mavenFiles,
    previews,
    writer,
    terminals,
    refusals,
    transfers,
    showTokens: () => watch.show(),
  };
  context.subscriptions.push(
    log,
    sandbox,
    connections,
    explorer,
    tree,
    previews,
    terminals,
    statusBar,
    watch,
    renewal,
    watch.onDidChange(() => renewal.changed()),
    connections.onDidChange(() => renewal.changed()),
    renewal.onDidChangeHealth(({ domain, failure, matters }) => {
      statusBar.showFailure(domain, matters ? failure : undefined);
      if (failure) return;
      void watch.show();
      void refusals.tokensRenewed();
    }),
    refusals,
    watchBuilds(refusals),
    vscode.workspace.onDidGrantWorkspaceTrust(() => renewal.changed()),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) renewal.changed();
    }),
    registerCommands(services, context.extension),
    refreshAfterBuild(explorer),
    connections.onDidChange(() => explorer.refresh()),
    sandbox.onDidChange(() => explorer.refresh()),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('codeartifact')) connections.reconnect();
      renewal.changed();
    }),
  );
  setImmediate(() => {
    void connections.announce();
    void watch.show();
    renewal.start();
    void transfers.sweep(Date.now());
    void welcomeOnce(context.globalState, context.extension.id);
  });
}
