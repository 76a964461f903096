import * as vscode from 'vscode';
import { showError } from '../errors/showError';
import type { Services } from './services';

/** Commands of which one at a time makes sense: a second click joins the first. */
const singleFlightCommands: ReadonlySet<string> = new Set([
  'codeartifact.refreshToken',
  'codeartifact.runDoctor',
  'codeartifact.signIn',
  'codeartifact.fix401',
  'codeartifact.startSandbox',
  'codeartifact.stopSandbox',
  'codeartifact.resetSandbox',
  'codeartifact.undoSettings',
  'codeartifact.useInMaven',
  'codeartifact.useInGradle',
  'codeartifact.tokenMenu',
  'codeartifact.signOut',
]);

/** A command as package.json has it; a title that VS Code has translated comes with its original. */
interface ContributedCommand {
  readonly command: string;
  readonly title: string | { readonly value: string };
}

/**
 * Registers every command that package.json declares; what they do is loaded with the first one that
 * is called. A command that fails says so by itself and resolves.
 */
export function registerCommands(
  services: Services,
  { packageJSON }: vscode.Extension<unknown>,
): vscode.Disposable {
  const { contributes } = packageJSON as {
    contributes: { commands: readonly ContributedCommand[] };
  };
  const running = new Map<string, Promise<void>>();
  const runSingleFlight = async (
    id: string,
    title: string,
    args: readonly unknown[],
  ): Promise<void> => {
    const busy = singleFlightCommands.has(id) ? running.get(id) : undefined;
    if (busy) {
      await busy;
      return;
    }
    const run = runWithErrorReporting(services, { id, title }, args);
    running.set(id, run);
    await run;
    running.delete(id);
  };
  return vscode.Disposable.from(
    ...contributes.commands.map(({ command: id, title }) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) =>
        runSingleFlight(id, typeof title === 'string' ? title : title.value, args),
      ),
    ),
  );
}

/** The message is not waited for: the command, and who called it, would hang until it is closed. */
async function runWithErrorReporting(
  services: Services,
  { id, title }: { readonly id: string; readonly title: string },
  args: readonly unknown[],
): Promise<void> {
  try {
    const { runCommand } = await import('../commands/chunk');
    await runCommand(services, id, args);
  } catch (error) {
    void showError(services.log, title, error, () => vscode.commands.executeCommand(id, ...args));
  }
}
