import * as vscode from 'vscode';
import type { SandboxConnection } from '../../core/connection';
import { Failure } from '../../core/failure';
import { withProgress } from '../common/progress';
import type { SandboxServices } from './sandboxServices';
import { requireTrust } from '../common/requireTrust';

/**
 * Starts the sandbox, or finds the running one, and adds it to the tree as the user that was used
 * last.
 */
export async function startSandbox(services: SandboxServices): Promise<void> {
  await addSandboxConnection(services, await startWithProgress(services));
}

/**
 * Adds a running sandbox to the tree as the user that was used last, or as the user of
 * `connection`.
 */
export async function addSandboxConnection(
  { connections }: Pick<SandboxServices, 'connections'>,
  connection: SandboxConnection,
): Promise<void> {
  const all = await connections.available();
  await connections.add(all.find(it => it.kind === 'sandbox') ?? connection);
}

/**
 * Starts the sandbox and adds it to the tree as `user`, or as its administrator. Throws
 * `sandbox-failed` if it has no such user.
 */
export async function connectSandbox(
  services: SandboxServices,
  user?: string,
): Promise<SandboxConnection> {
  await startWithProgress(services);
  const connection = await services.sandbox.findRunning(user);
  if (!connection) {
    const reason = vscode.l10n.t('it has no user {0}', user ?? '');
    throw new Failure('sandbox-failed', 'sandbox', { reason });
  }
  await services.connections.add(connection);
  return connection;
}

async function startWithProgress({ sandbox }: SandboxServices): Promise<SandboxConnection> {
  requireTrust();
  return await withProgress(vscode.l10n.t('Starting the sandbox'), signal => sandbox.start(signal));
}
