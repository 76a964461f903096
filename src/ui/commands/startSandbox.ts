import * as vscode from 'vscode';
import type { SandboxConnection } from '../../model/connection';
import { withProgress } from '../progress';
import type { Services } from '../services';
import { requireTrust } from '../trust';

/** Starts the sandbox, or finds the one that runs, and shows it in the tree. */
export async function startSandbox({ sandbox, connections }: Services): Promise<SandboxConnection> {
  requireTrust();
  const connection = await withProgress(vscode.l10n.t('Starting the sandbox'), signal =>
    sandbox.start(signal),
  );
  await connections.add(connection);
  return connection;
}
