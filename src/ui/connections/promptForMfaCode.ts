import * as vscode from 'vscode';

/** Asks for the code of an MFA device. Resolves to undefined if the user cancels. */
export async function promptForMfaCode(
  { profile, device }: { readonly profile: string; readonly device: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  const cancel = new vscode.CancellationTokenSource();
  const stop = () => cancel.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await vscode.window.showInputBox(
      {
        title: vscode.l10n.t('Multi-factor authentication for {0}', profile),
        prompt: vscode.l10n.t('The code that {0} currently shows', device),
        password: true,
        ignoreFocusOut: true,
        validateInput: text =>
          /^[0-9]{6}$/.test(text.trim()) ? undefined : vscode.l10n.t('A code has six digits.'),
      },
      cancel.token,
    );
  } finally {
    signal.removeEventListener('abort', stop);
    cancel.dispose();
  }
}
