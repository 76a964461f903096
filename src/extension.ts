import * as vscode from 'vscode';
import type { AwsAccess } from './core/awsAccess';
import { isFailure } from './core/failure';
import { registerCommands } from './ui/common/registerCommands';
import { Connections } from './ui/connections/connections';
import { watchBuilds } from './ui/buildFailures/watchBuilds';
import { Refusals, type RefusalServices } from './ui/buildFailures/refusals';
import { DoctorView } from './ui/diagnostics/doctorView';
import { PolicyDocuments } from './ui/permissions/policyDocuments';
import { namesSettingsFiles, tellDisagreement } from './ui/buildFailures/tellDisagreement';
import { Explorer } from './ui/explorer/explorer';
import { lazyListMemory } from './ui/explorer/lazyListMemory';
import { refreshAfterBuild } from './ui/explorer/refreshAfterBuild';
import { lazyHolders } from './ui/tokens/lazyHolders';
import { TerminalChoice } from './ui/tokens/terminalChoice';
import { HolderWatch } from './ui/tokens/holderWatch';
import { MavenFiles } from './ui/buildTools/maven/mavenFiles';
import { PreviewDocuments } from './ui/common/previewDocuments';
import { SettingsWriter } from './ui/common/settingsWriter';
import { RepositoryDrop } from './ui/publish/repositoryDrop';
import { TransferFolders } from './ui/common/transferFolders';
import { Sandbox } from './ui/sandbox/sandbox';
import { askMfa } from './ui/connections/askMfa';
import { approvedEndpoints, ownEndpoints } from './ui/connections/endpointSettings';
import { hintAtLongLivedKey } from './ui/connections/longLivedHint';
import { readSettings } from './ui/common/settings';
import { TerminalTokens } from './ui/tokens/terminalTokens';
import { TokenRenewal } from './ui/tokens/tokenRenewal';
import { followTokenSettings } from './ui/tokens/tokenSettings';
import { StatusBar } from './ui/tokens/statusBar';
import { welcomeOnce } from './ui/connections/welcome';

/** The room `aws` and its SDK, loaded at the first call. */
const aws: AwsAccess = {
  connect: async (connection, attended) => {
    const { connect } = await import('./aws/chunk');
    const { pageSize } = readSettings();
    const { environment, approved } = world();
    const endpoints = ownEndpoints(connection.region);
    const options = { environment, pageSize, approved, endpoints };
    return connect(connection, attended ? { ...options, prompt: askMfa } : options);
  },
  profiles: async () => {
    const { listProfiles } = await import('./aws/chunk');
    return await listProfiles(world());
  },
  defaultSource: async () => (await import('./aws/chunk')).currentDefaultSource(world()),
  places: async () => (await import('./aws/chunk')).credentialPlaces(world()),
  signIn: async (profile, ports, signal) => {
    const { signIn } = await import('./aws/chunk');
    await signIn(profile, ports, world(), signal);
  },
  ask: async (url, token, sandbox, signal) => {
    const { ask } = await import('./aws/chunk');
    return await ask(url, token, [...approvedEndpoints(), ...sandbox], signal);
  },
  putSandboxPolicy: async (sandbox, policy, signal) => {
    const { putUserPolicy } = await import('./aws/chunk');
    await putUserPolicy(sandbox, policy, signal);
  },
};

/** Loaded with the commands that it offers. */
async function offerFix(...refused: Parameters<RefusalServices['offer']>): Promise<void> {
  const commands = await import('./ui/commands/chunk');
  await commands.offerFix(...refused);
}

const versionOf = ({ packageJSON }: vscode.Extension<unknown>): string =>
  (packageJSON as { readonly version: string }).version;

/** What the user's own environment and settings say; a workspace has no say. */
function world() {
  return { environment: process.env, approved: approvedEndpoints() };
}

/** Builds the services and registers them. Reads no file and sends nothing: that comes on a later tick. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('CodeArtifact', { log: true });
  const sandbox = new Sandbox(log, context);
  const connections = new Connections(context.globalState, aws, sandbox);
  const memory = lazyListMemory(async () => {
    const { ListMemory } = await import('./ui/holders/chunk');
    return new ListMemory(
      vscode.Uri.joinPath(context.globalStorageUri, 'lists.json').fsPath,
      () => vscode.workspace.isTrusted,
      error => log.debug('The tree as it was:', isFailure(error) ? error.message : 'not kept'),
    );
  });
  const explorer = new Explorer(connections, memory);
  const tree = vscode.window.createTreeView('codeartifact.explorer', {
    treeDataProvider: explorer,
    showCollapseAll: true,
    dragAndDropController: new RepositoryDrop((target, uris) => {
      void vscode.commands.executeCommand('codeartifact.publish', target, uris);
    }),
  });
  const previews = new PreviewDocuments();
  const policies = new PolicyDocuments();
  const doctor = new DoctorView();
  const writer = new SettingsWriter(log, context.globalState, context.globalStorageUri);
  const mavenFiles = new MavenFiles(log, () => connections.approved());
  const terminals = new TerminalTokens(context.environmentVariableCollection);
  const memento = context.globalState;
  const terminalChoice = new TerminalChoice(context.workspaceState);
  const held = { log, memento, connections, mavenFiles, writer };
  const holders = lazyHolders(async () => {
    const { allHolders } = await import('./ui/holders/chunk');
    return allHolders(held, terminals, terminalChoice);
  });
  const statusBar = new StatusBar();
  const watch = new HolderWatch(log, holders, writer, statusBar);
  const renewal = new TokenRenewal({ log, connections, holders }, context.globalStorageUri);
  const refusals = new Refusals({
    log,
    connections,
    mavenFiles,
    offer: (...refused) => void offerFix(...refused),
    refused: (domain, signal) => renewal.refused(domain, signal),
  });
  const transfers = new TransferFolders(context.globalState, context.globalStorageUri);
  const end = new AbortController();
  const ended = end.signal;
  const services = {
    log,
    version: versionOf(context.extension),
    memento,
    connections,
    sandbox,
    explorer,
    tree,
    mavenFiles,
    previews,
    policies,
    doctor,
    writer,
    holders,
    terminalChoice,
    renewal,
    refusals,
    transfers,
    showTokens: () => watch.show(),
  };
  context.subscriptions.push(
    { dispose: () => end.abort() },
    log,
    sandbox,
    connections,
    explorer,
    memory,
    tree,
    previews,
    policies,
    doctor,
    terminals,
    statusBar,
    watch,
    renewal,
    watch.onDidChange(() => void renewal.changedNow()),
    ...[connections.onDidChange, connections.onDidListDomains].map(event =>
      event(() => {
        void watch.show();
        void renewal.changedNow();
      }),
    ),
    renewal.onDidChangeHealth(({ domain, failure, matters }) => {
      statusBar.showFailure(domain, matters ? failure : undefined);
      if (failure) return;
      void watch.show();
      void refusals.tokensRenewed();
    }),
    refusals,
    watchBuilds(refusals),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      void watch.show();
      void renewal.changedNow();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) renewal.changed();
    }),
    registerCommands(services, context.extension),
    refreshAfterBuild(explorer),
    connections.onDidChange(() => explorer.refresh()),
    connections.onDidCredentialsCome(() => {
      explorer.credentialsCame();
      renewal.credentialsCame();
    }),
    explorer.onDidIdentify(it => void hintAtLongLivedKey(context.globalState, it)),
    sandbox.onDidChange(() => explorer.refresh()),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('codeartifact')) connections.reconnect();
      if (namesSettingsFiles(event)) void tellDisagreement(context.globalState, mavenFiles, ended);
      renewal.changed();
    }),
  );
  setImmediate(() => {
    void connections.announce();
    void watch.show();
    renewal.start();
    context.subscriptions.push(followTokenSettings(services, context.workspaceState));
    void transfers.sweep(Date.now());
    void tellDisagreement(context.globalState, mavenFiles, ended);
    void welcomeOnce(context.globalState, context.extension.id);
  });
}
