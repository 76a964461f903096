import * as vscode from 'vscode';
import type { AwsAccess } from './model/awsAccess';
import { registerCommands } from './ui/registerCommands';
import { Connections } from './ui/connections';
import { Explorer } from './ui/explorer/explorer';
import { refreshAfterBuild } from './ui/explorer/refreshAfterBuild';
import { GradleFiles } from './ui/gradle/gradleFiles';
import { lazyHolders } from './ui/holders/lazyHolders';
import { TerminalChoice } from './ui/holders/terminalChoice';
import { HolderWatch } from './ui/holders/holderWatch';
import { MavenFiles } from './ui/maven/mavenFiles';
import { PreviewDocuments } from './ui/maven/previewDocuments';
import { SettingsWriter } from './ui/maven/settingsWriter';
import { Sandbox } from './ui/sandbox/sandbox';
import { askMfa } from './ui/askMfa';
import { readSettings } from './ui/settings';
import { watchCredentials } from './ui/token/credentialWatch';
import { TerminalTokens } from './ui/token/terminalTokens';
import { TokenRenewal } from './ui/token/tokenRenewal';
import { askForDomain, followTokenSettings, warnOfDuration } from './ui/token/tokenSettings';
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
  });
  const previews = new PreviewDocuments();
  const writer = new SettingsWriter(log, context.globalState, context.globalStorageUri);
  const mavenFiles = new MavenFiles(log, () => connections.approved());
  const gradleFiles = new GradleFiles(log, () => connections.approved());
  const terminals = new TerminalTokens(context.environmentVariableCollection);
  const memento = context.globalState;
  const terminalChoice = new TerminalChoice(context.workspaceState);
  const held = { log, memento, connections, mavenFiles, gradleFiles, writer };
  const holders = lazyHolders(async () => {
    const { allHolders } = await import('./ui/holders/chunk');
    return allHolders(held, terminals, terminalChoice);
  });
  const statusBar = new StatusBar();
  const watch = new HolderWatch(log, holders, writer, statusBar);
  const renewal = new TokenRenewal({ log, connections, holders }, context.globalStorageUri);
  const services = {
    log,
    memento,
    connections,
    sandbox,
    explorer,
    tree,
    mavenFiles,
    gradleFiles,
    previews,
    writer,
    holders,
    terminalChoice,
    renewal,
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
      if (!failure) void watch.show();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => renewal.changed()),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) renewal.changed();
    }),
    registerCommands(services, context.extension),
    followTokenSettings(services, context.workspaceState),
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
    void watch.show().then(() => askForDomain(services, context.workspaceState));
    void warnOfDuration();
    renewal.start();
    context.subscriptions.push(
      watchCredentials(process.env, () => void renewal.credentialsChanged()),
    );
    void welcomeOnce(context.globalState, context.extension.id);
  });
}
