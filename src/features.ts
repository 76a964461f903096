import type * as vscode from 'vscode';
import { createServices, type Services } from './services';
import { buildFailureCommands } from './ui/buildFailures/commands';
import { registerBuildFailures } from './ui/buildFailures/register';
import { buildToolCommands } from './ui/buildTools/commands';
import { bindCommands, CommandRunner, type BoundCommand } from './ui/common/commandRunner';
import { commonCommands } from './ui/common/commands';
import { connectionCommands } from './ui/connections/commands';
import { registerConnections } from './ui/connections/register';
import { diagnosticsCommands } from './ui/diagnostics/commands';
import { downloadCommands } from './ui/download/commands';
import { explorerCommands } from './ui/explorer/commands';
import { registerExplorer } from './ui/explorer/register';
import { permissionCommands } from './ui/permissions/commands';
import { publishCommands } from './ui/publish/commands';
import { registerPublish } from './ui/publish/register';
import { sandboxCommands } from './ui/sandbox/commands';
import { registerSandbox } from './ui/sandbox/register';
import { tokenCommands } from './ui/tokens/commands';
import { registerTokens } from './ui/tokens/register';

/** Starts every feature of the extension; resolves commands through the result. */
export function startFeatures(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): CommandRunner {
  const services = createServices(context, log);
  context.subscriptions.push(
    registerConnections(services),
    registerExplorer(services),
    registerTokens(services),
    registerBuildFailures(services),
    registerPublish(services),
    registerSandbox(services),
  );
  return new CommandRunner(log, listCommands(services));
}

/** All commands of the extension. */
export function listCommands(services: Services): readonly BoundCommand[] {
  return [
    ...bindCommands(connectionCommands, services),
    ...bindCommands(sandboxCommands, services),
    ...bindCommands(explorerCommands, services),
    ...bindCommands(tokenCommands, services),
    ...bindCommands(buildToolCommands, services),
    ...bindCommands(buildFailureCommands, services),
    ...bindCommands(publishCommands, services),
    ...bindCommands(downloadCommands, services),
    ...bindCommands(permissionCommands, services),
    ...bindCommands(diagnosticsCommands, services),
    ...bindCommands(commonCommands, services),
  ];
}
