import * as vscode from 'vscode';
import { report } from '../report';
import type { Services } from '../services';
import { compile } from './compile';
import { connect } from './connect';
import {
  copyArn,
  copyCoordinates,
  copyEndpoint,
  copyGradleDependency,
  copyMavenDependency,
} from './copy';
import { disconnect } from './disconnect';
import { openFile, showLog, typeInTerminal } from './open';
import { openSettings } from './openSettings';
import { refreshToken } from './refreshToken';
import { resetSandbox } from './resetSandbox';
import { startSandbox } from './startSandbox';
import { stopSandbox } from './stopSandbox';
import { toggleAutoRefresh } from './toggleAutoRefresh';
import { fix, loadMore, refresh, retry } from './tree';
import { undoSettings } from './undoSettings';
import { useInMaven } from './useInMaven';

/** Every command, by the id that package.json gives it. */
const table = {
  'codeartifact.connect': connect,
  'codeartifact.disconnect': disconnect,
  'codeartifact.startSandbox': startSandbox,
  'codeartifact.stopSandbox': stopSandbox,
  'codeartifact.resetSandbox': resetSandbox,
  'codeartifact.refresh': refresh,
  'codeartifact.refreshToken': refreshToken,
  'codeartifact.useInMaven': useInMaven,
  'codeartifact.toggleAutoRefresh': toggleAutoRefresh,
  'codeartifact.undoSettings': undoSettings,
  'codeartifact.openSettings': openSettings,
  'codeartifact.compile': compile,
  'codeartifact.copyArn': copyArn,
  'codeartifact.copyEndpoint': copyEndpoint,
  'codeartifact.copyMavenDependency': copyMavenDependency,
  'codeartifact.copyGradleDependency': copyGradleDependency,
  'codeartifact.copyCoordinates': copyCoordinates,
  'codeartifact.loadMore': loadMore,
  'codeartifact.retry': retry,
  'codeartifact.fix': fix,
  'codeartifact.openFile': openFile,
  'codeartifact.typeInTerminal': typeInTerminal,
  'codeartifact.showLog': showLog,
} satisfies Record<
  `codeartifact.${string}`,
  (services: Services, first?: unknown, second?: unknown, third?: unknown) => unknown
>;

/** Registers every command. A command that fails says so by itself and resolves. */
export function registerCommands(services: Services): vscode.Disposable {
  const running = new Map<string, Promise<void>>();
  return vscode.Disposable.from(
    ...Object.entries(table).map(([id, command]) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        // A second click while the first is at work joins it, whatever it was clicked on.
        const busy = singleFlight.has(id) ? running.get(id) : undefined;
        if (busy) {
          await busy;
          return;
        }
        const run = guarded(services, id, () => command(services, args[0], args[1], args[2]));
        running.set(id, run);
        await run;
        running.delete(id);
      }),
    ),
  );
}

/** Commands of which one at a time makes sense. */
const singleFlight: ReadonlySet<string> = new Set([
  'codeartifact.refreshToken',
  'codeartifact.startSandbox',
  'codeartifact.stopSandbox',
  'codeartifact.resetSandbox',
  'codeartifact.undoSettings',
  'codeartifact.useInMaven',
]);

/** The message is not waited for: the command, and who called it, would hang until it is closed. */
async function guarded(services: Services, id: string, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    void report(services.log, id, error);
  }
}
