import * as vscode from 'vscode';
import type { CommandRunner } from './ui/common/commandRunner';

/** A command as package.json has it; a title that VS Code has translated comes with its original. */
interface ContributedCommand {
  readonly command: string;
  readonly title: string | { readonly value: string };
}

interface Manifest {
  readonly contributes: { readonly commands: readonly ContributedCommand[] };
}

/**
 * Registers the commands and leaves everything else to `features.js`, which is loaded on the next
 * turn of the event loop or with the first command. Reads no file and sends nothing.
 */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('CodeArtifact', { log: true });
  let runner: Promise<CommandRunner> | undefined;
  const start = (): Promise<CommandRunner> =>
    (runner ??= import('./features').then(({ startFeatures }) => startFeatures(context, log)));
  const { contributes } = context.extension.packageJSON as Manifest;
  context.subscriptions.push(
    log,
    ...contributes.commands.map(({ command, title }) =>
      vscode.commands.registerCommand(command, async (...args: unknown[]) => {
        const commandTitle = typeof title === 'string' ? title : title.value;
        await (await start()).run(command, commandTitle, args);
      }),
    ),
  );
  setImmediate(() => {
    start().catch((error: unknown) => log.error('The extension cannot start.', error));
  });
}
