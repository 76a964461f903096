import * as vscode from 'vscode';
import type { Repository } from '../../model/coordinates';
import { visibleText } from '../../model/visibleText';

/** Offers *Fix CodeArtifact 401* for a refusal of `repository`; who does not care leaves it open. */
export async function offerFix(
  status: 401 | 403,
  { domain, repository }: Repository,
  pom: vscode.Uri | undefined,
): Promise<void> {
  const fix = vscode.l10n.t('Fix…');
  const message =
    status === 401
      ? vscode.l10n.t(
          'CodeArtifact refused a download from {0} with 401: the token that was sent had ended, or there was none. Maven keeps a note of that, and may not try again by itself.',
          visibleText(`${domain}/${repository}`),
        )
      : vscode.l10n.t(
          'CodeArtifact refused {0} with 403: the token is good, but its owner may not do this there (codeartifact:ReadFromRepository or PublishPackageVersion), or the package is blocked. Once that is mended, the failed downloads can be cleared away.',
          visibleText(`${domain}/${repository}`),
        );
  const chosen = await vscode.window.showWarningMessage(message, fix);
  if (chosen === fix) await vscode.commands.executeCommand('codeartifact.fix401', pom);
}
