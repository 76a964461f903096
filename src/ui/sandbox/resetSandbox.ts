import * as vscode from 'vscode';
import { withProgress } from '../common/progress';
import type { SandboxServices } from './sandboxServices';
import { requireTrust } from '../common/requireTrust';
import { addSandboxConnection } from './startSandbox';

/** Deletes the sandbox's data and restarts it at the same address, after asking. */
export async function resetSandbox(services: SandboxServices): Promise<void> {
  requireTrust();
  const reset = vscode.l10n.t('Reset');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Reset the sandbox?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'All its domains and packages are deleted, and the sample domain is created again. Nothing changes in AWS.',
      ),
    },
    reset,
  );
  if (chosen !== reset) return;
  const title = vscode.l10n.t('Resetting the sandbox');
  await addSandboxConnection(
    services,
    await withProgress(title, signal => services.sandbox.reset(signal)),
  );
}
