import * as vscode from 'vscode';
import { withProgress } from '../common/progress';
import type { SandboxServices } from './sandboxServices';
import { requireTrust } from '../common/requireTrust';
import { addSandboxConnection } from './startSandbox';

/** Empties the sandbox and starts it as new, at the same address. Asks first. */
export async function resetSandbox(services: SandboxServices): Promise<void> {
  requireTrust();
  const reset = vscode.l10n.t('Reset');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Reset the sandbox?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'All its domains and packages go, and the first lesson is there again. Nothing at AWS changes.',
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
