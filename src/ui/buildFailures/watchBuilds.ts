import * as vscode from 'vscode';
import { isBuildCommand } from './isBuildCommand';
import type { BuildFailureMonitor } from './buildFailureMonitor';

/** A line of a build that is longer says nothing about a repository. */
const maxLineLength = 65_536;

/** Lets `refusals` hear the problems view, and the builds of terminals and tasks. */
export function watchBuilds(monitor: BuildFailureMonitor): vscode.Disposable {
  const started = new WeakMap<vscode.TaskExecution, number>();
  return vscode.Disposable.from(
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) processDiagnostics(monitor, uri);
    }),
    vscode.window.onDidStartTerminalShellExecution(({ execution }) => {
      const isBuild = vscode.workspace.isTrusted && isBuildCommand(execution.commandLine.value);
      if (isBuild) void processTerminalOutput(monitor, execution);
    }),
    vscode.tasks.onDidStartTask(({ execution }) => {
      if (isBuildCommand(taskCommandLine(execution.task))) started.set(execution, Date.now());
    }),
    vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      const since = started.get(execution);
      // What a task prints is shown to people alone; what it left in the local repository tells too.
      if (since !== undefined && exitCode !== 0) void monitor.scanLocalRepository(since);
    }),
  );
}

function processDiagnostics(monitor: BuildFailureMonitor, uri: vscode.Uri): void {
  const text = vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => /^(?:java|maven|gradle)/i.test(source ?? ''))
    .map(({ message }) => message.replaceAll(/\s+/g, ' '))
    .join('\n');
  const pom = /(?:^|\/)pom\.xml$/.test(uri.path) ? uri : undefined;
  if (text !== '') void monitor.processOutput(text, pom);
}

async function processTerminalOutput(
  monitor: BuildFailureMonitor,
  execution: vscode.TerminalShellExecution,
): Promise<void> {
  let incompleteLine = '';
  for await (const part of execution.read()) {
    const text = incompleteLine + part;
    const end = text.lastIndexOf('\n') + 1;
    incompleteLine = text.slice(end).slice(-maxLineLength);
    await monitor.processOutput(text.slice(0, end));
  }
  await monitor.processOutput(incompleteLine);
}

function taskCommandLine({ execution, definition }: vscode.Task): string {
  if (execution instanceof vscode.ProcessExecution)
    return [execution.process, ...execution.args].join(' ');
  if (!(execution instanceof vscode.ShellExecution)) return definition.type;
  const { commandLine: line, command, args = [] } = execution;
  const argumentText = (it: string | vscode.ShellQuotedString) =>
    typeof it === 'string' ? it : it.value;
  return line ?? [command, ...args].map(it => (it === undefined ? '' : argumentText(it))).join(' ');
}
