import * as vscode from 'vscode';
import type { AwsAccess } from './core/awsAccess';
import { isFailure } from './core/failure';
import { registerCommands } from './ui/common/registerCommands';
import { Connections } from './ui/connections/connections';
import { watchBuilds } from './ui/buildFailures/watchBuilds';
import {
  BuildFailureMonitor,
  type BuildFailureServices,
} from './ui/buildFailures/buildFailureMonitor';
import { DiagnosticsView } from './ui/diagnostics/diagnosticsView';
import { PolicyDocuments } from './ui/permissions/policyDocuments';
import {
  affectsSettingsLocation,
  notifySettingsMismatch,
} from './ui/buildFailures/notifySettingsMismatch';
import { Explorer } from './ui/explorer/explorer';
import { createLazyListCache } from './ui/explorer/createLazyListCache';
import { refreshAfterBuild } from './ui/explorer/refreshAfterBuild';
import { createLazyTokenHolders } from './ui/tokens/createLazyTokenHolders';
import { TerminalDomainChoice } from './ui/tokens/terminalDomainChoice';
import { TokenStatusMonitor } from './ui/tokens/tokenStatusMonitor';
import { MavenFiles } from './ui/buildTools/maven/mavenFiles';
import { VirtualDocumentProvider } from './ui/common/virtualDocumentProvider';
import { SettingsWriter } from './ui/common/settingsWriter';
import { RepositoryDropController } from './ui/publish/repositoryDropController';
import { TransferFolders } from './ui/common/transferFolders';
import { SandboxManager } from './ui/sandbox/sandboxManager';
import { promptForMfaCode } from './ui/connections/promptForMfaCode';
import { approvedEndpoints, readEndpointOverrides } from './ui/connections/endpointSettings';
import { showLongLivedKeyHint } from './ui/connections/showLongLivedKeyHint';
import { readExtensionSettings } from './ui/common/extensionSettings';
import { TerminalTokens } from './ui/tokens/terminalTokens';
import { TokenRenewalService } from './ui/tokens/tokenRenewalService';
import { watchTokenSettings } from './ui/tokens/watchTokenSettings';
import { TokenStatusBar } from './ui/tokens/tokenStatusBar';
import { showWalkthroughOnce } from './ui/connections/showWalkthroughOnce';

/** The room `aws` and its SDK, loaded at the first call. */
const aws: AwsAccess = {
  connect: async (connection, attended) => {
    const { createCodeArtifact } = await import('./aws/chunk');
    const { pageSize } = readExtensionSettings();
    const { environment, approved } = environmentOptions();
    const endpoints = readEndpointOverrides(connection.region);
    const options = { environment, pageSize, approved, endpoints };
    return createCodeArtifact(
      connection,
      attended ? { ...options, prompt: promptForMfaCode } : options,
    );
  },
  profiles: async () => {
    const { listProfiles } = await import('./aws/chunk');
    return await listProfiles(environmentOptions());
  },
  defaultSource: async () =>
    (await import('./aws/chunk')).currentDefaultSource(environmentOptions()),
  credentialPaths: async () => (await import('./aws/chunk')).credentialPaths(environmentOptions()),
  signIn: async (profile, ports, signal) => {
    const { signInWithSso } = await import('./aws/chunk');
    await signInWithSso(profile, ports, environmentOptions(), signal);
  },
  probeEndpoint: async (url, token, sandbox, signal) => {
    const { probeEndpoint } = await import('./aws/chunk');
    return await probeEndpoint(url, token, [...approvedEndpoints(), ...sandbox], signal);
  },
  putSandboxPolicy: async (sandbox, policy, signal) => {
    const { putUserPolicy } = await import('./aws/chunk');
    await putUserPolicy(sandbox, policy, signal);
  },
};

/** Loaded with the commands that it offers. */
async function offerFix(
  ...refused: Parameters<BuildFailureServices['notifyRejection']>
): Promise<void> {
  const commands = await import('./ui/commands/chunk');
  await commands.showRejectionNotification(...refused);
}

const extensionVersion = ({ packageJSON }: vscode.Extension<unknown>): string =>
  (packageJSON as { readonly version: string }).version;

/** What the user's own environment and settings say; a workspace has no say. */
function environmentOptions() {
  return { environment: process.env, approved: approvedEndpoints() };
}

/** Builds the services and registers them. Reads no file and sends nothing: that comes on a later tick. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('CodeArtifact', { log: true });
  const sandbox = new SandboxManager(log, context);
  const connections = new Connections(context.globalState, aws, sandbox);
  const listCache = createLazyListCache(async () => {
    const { ListCache } = await import('./ui/holders/chunk');
    return new ListCache(
      vscode.Uri.joinPath(context.globalStorageUri, 'lists.json').fsPath,
      () => vscode.workspace.isTrusted,
      error => log.debug('The tree as it was:', isFailure(error) ? error.message : 'not kept'),
    );
  });
  const explorer = new Explorer(connections, listCache);
  const tree = vscode.window.createTreeView('codeartifact.explorer', {
    treeDataProvider: explorer,
    showCollapseAll: true,
    dragAndDropController: new RepositoryDropController((target, uris) => {
      void vscode.commands.executeCommand('codeartifact.publish', target, uris);
    }),
  });
  const previews = new VirtualDocumentProvider();
  const policies = new PolicyDocuments();
  const doctor = new DiagnosticsView();
  const writer = new SettingsWriter(log, context.globalState, context.globalStorageUri);
  const mavenFiles = new MavenFiles(log, () => connections.approvedRepositoryEndpoints());
  const terminals = new TerminalTokens(context.environmentVariableCollection);
  const memento = context.globalState;
  const terminalChoice = new TerminalDomainChoice(context.workspaceState);
  const holderServices = { log, memento, connections, mavenFiles, writer };
  const holders = createLazyTokenHolders(async () => {
    const { createTokenHolders } = await import('./ui/holders/chunk');
    return createTokenHolders(holderServices, terminals, terminalChoice);
  });
  const statusBar = new TokenStatusBar();
  const tokenStatusMonitor = new TokenStatusMonitor(log, holders, writer, statusBar);
  const renewal = new TokenRenewalService({ log, connections, holders }, context.globalStorageUri);
  const refusals = new BuildFailureMonitor({
    log,
    connections,
    mavenFiles,
    notifyRejection: (...refused) => void offerFix(...refused),
    onUnauthorized: (domain, signal) => renewal.renewRejected(domain, signal),
  });
  const transfers = new TransferFolders(context.globalState, context.globalStorageUri);
  const deactivation = new AbortController();
  const deactivated = deactivation.signal;
  const services = {
    log,
    version: extensionVersion(context.extension),
    memento,
    connections,
    sandbox,
    explorer,
    tree,
    mavenFiles,
    previews,
    policies,
    diagnosticsView: doctor,
    writer,
    holders,
    terminalChoice,
    renewal,
    refusals,
    transfers,
    refreshTokenStatus: () => tokenStatusMonitor.refresh(),
  };
  context.subscriptions.push(
    { dispose: () => deactivation.abort() },
    log,
    sandbox,
    connections,
    explorer,
    listCache,
    tree,
    previews,
    policies,
    doctor,
    terminals,
    statusBar,
    tokenStatusMonitor,
    renewal,
    tokenStatusMonitor.onDidChange(() => void renewal.pollNow()),
    ...[connections.onDidChange, connections.onDidListDomains].map(event =>
      event(() => {
        void tokenStatusMonitor.refresh();
        void renewal.pollNow();
      }),
    ),
    renewal.onDidChangeHealth(({ domain, failure, shouldNotify }) => {
      statusBar.showFailure(domain, shouldNotify ? failure : undefined);
      if (failure) return;
      void tokenStatusMonitor.refresh();
      void refusals.updateAffectedProjects();
    }),
    refusals,
    watchBuilds(refusals),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      void tokenStatusMonitor.refresh();
      void renewal.pollNow();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) renewal.invalidate();
    }),
    registerCommands(services, context.extension),
    refreshAfterBuild(explorer),
    connections.onDidChange(() => explorer.refresh()),
    connections.onDidChangeCredentials(() => {
      explorer.handleCredentialsChange();
      renewal.retryFailed();
    }),
    explorer.onDidIdentify(it => void showLongLivedKeyHint(context.globalState, it)),
    sandbox.onDidChange(() => explorer.refresh()),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('codeartifact')) connections.resetClients();
      if (affectsSettingsLocation(event))
        void notifySettingsMismatch(context.globalState, mavenFiles, deactivated);
      renewal.invalidate();
    }),
  );
  setImmediate(() => {
    void connections.updateContextKey();
    void tokenStatusMonitor.refresh();
    renewal.start();
    context.subscriptions.push(watchTokenSettings(services, context.workspaceState));
    void transfers.sweep(Date.now());
    void notifySettingsMismatch(context.globalState, mavenFiles, deactivated);
    void showWalkthroughOnce(context.globalState, context.extension.id);
  });
}
