import * as vscode from 'vscode';
import { repositoryArn } from '../../model/arn';
import type { Repository } from '../../model/coordinates';
import { visibleText } from '../../model/visibleText';

/** Offers what ends a refusal of `repository`, for a 403 the policy first; who does not care leaves it open. */
export async function offerFix(
  status: 401 | 403,
  repository: Repository,
  pom: vscode.Uri | undefined,
): Promise<void> {
  const fix = vscode.l10n.t('Fix…');
  const policy = vscode.l10n.t('Show Policy');
  const name = visibleText(`${repository.domain}/${repository.repository}`);
  const message =
    status === 401
      ? vscode.l10n.t(
          'CodeArtifact refused a download from {0} with 401: the token that was sent had ended, or there was none. Maven keeps a note of that, and may not try again by itself.',
          name,
        )
      : vscode.l10n.t(
          'CodeArtifact refused {0} with 403: the token is good, but its owner may not do this there, or the package is blocked. Once that is mended, "{1}" clears the failed downloads away.',
          name,
          fix,
        );
  const buttons = status === 401 ? [fix] : [policy, fix];
  const chosen = await vscode.window.showWarningMessage(message, ...buttons);
  if (chosen === fix) await vscode.commands.executeCommand('codeartifact.fix401', pom);
  if (chosen === policy)
    await vscode.commands.executeCommand('codeartifact.showPolicy', {
      operation: 'ReadFromRepository',
      arn: repositoryArn(repository),
    });
}
