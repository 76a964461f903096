import * as vscode from 'vscode';
import { buildTool } from './buildTool';
import type { Refusals } from './refusals';

/** A line of a build that is longer says nothing about a repository. */
const longestLine = 65_536;

/** Lets `refusals` hear the problems view, and the builds of terminals and tasks. */
export function watchBuilds(refusals: Refusals): vscode.Disposable {
  const started = new WeakMap<vscode.TaskExecution, number>();
  return vscode.Disposable.from(
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) hearProblems(refusals, uri);
    }),
    vscode.window.onDidStartTerminalShellExecution(({ execution }) => {
      const isBuild = vscode.workspace.isTrusted && buildTool(execution.commandLine.value);
      if (isBuild) void hearTerminal(refusals, execution);
    }),
    vscode.tasks.onDidStartTask(({ execution }) => {
      if (buildTool(commandLine(execution.task))) started.set(execution, Date.now());
    }),
    vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      const since = started.get(execution);
      // What a task prints is shown to people alone; what it left in the local repository tells too.
      if (since !== undefined && exitCode !== 0) void refusals.lookFor(since);
    }),
  );
}

function hearProblems(refusals: Refusals, uri: vscode.Uri): void {
  const text = vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => /^(?:java|maven|gradle)/i.test(source ?? ''))
    .map(({ message }) => message.replaceAll(/\s+/g, ' '))
    .join('\n');
  const pom = /(?:^|\/)pom\.xml$/.test(uri.path) ? uri : undefined;
  if (text !== '') void refusals.hear(text, pom);
}

async function hearTerminal(
  refusals: Refusals,
  execution: vscode.TerminalShellExecution,
): Promise<void> {
  let rest = '';
  for await (const part of execution.read()) {
    const text = rest + part;
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end).slice(-longestLine);
    await refusals.hear(text.slice(0, end));
  }
  await refusals.hear(rest);
}

function commandLine({ execution, definition }: vscode.Task): string {
  if (execution instanceof vscode.ProcessExecution)
    return [execution.process, ...execution.args].join(' ');
  if (!(execution instanceof vscode.ShellExecution)) return definition.type;
  const { commandLine: line, command, args = [] } = execution;
  const word = (it: string | vscode.ShellQuotedString) => (typeof it === 'string' ? it : it.value);
  return line ?? [command, ...args].map(it => (it === undefined ? '' : word(it))).join(' ');
}
