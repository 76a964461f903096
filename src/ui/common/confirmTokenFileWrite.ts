import * as vscode from 'vscode';
import { visibleText } from '../../shared/visibleText';

/** Why the user must confirm that a token is written to a file. */
export type TokenFileReason = 'other-content' | 'version-control' | 'domain-from-script';

/** Asks whether to write a token to the file. Resolves to false if the user closes the dialog. */
export async function confirmTokenFileWrite(
  file: string,
  domain: string,
  reasons: readonly TokenFileReason[],
): Promise<boolean> {
  const yes = vscode.l10n.t('Write');
  const texts: Record<TokenFileReason, string> = {
    'other-content': vscode.l10n.t(
      'It contains something other than a token, which would be overwritten.',
    ),
    'version-control': vscode.l10n.t(
      'It is in a folder under version control, or in this workspace. The token could be committed.',
    ),
    'domain-from-script': vscode.l10n.t('Only a build script names this domain.'),
  };
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Write the token of domain {0} to {1}?', visibleText(domain), file),
    { modal: true, detail: reasons.map(reason => `• ${texts[reason]}`).join('\n') },
    yes,
  );
  return chosen === yes;
}
