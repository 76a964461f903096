import * as vscode from 'vscode';
import type { Refusal } from '../../maven/findRefusals';
import { repositoryArn } from '../../core/arn';
import { visibleText } from '../../shared/visibleText';

/** Offers what ends a refusal, for a 403 the policy first; who does not care leaves it open. */
export async function offerFix(refusal: Refusal, pom: vscode.Uri | undefined): Promise<void> {
  const { status, deploying, endpoint } = refusal;
  const fix = vscode.l10n.t('Fix…');
  const policy = vscode.l10n.t('Show Policy');
  const look = vscode.l10n.t('Open View');
  const buttons = { 401: [fix], 403: deploying ? [policy] : [policy, fix], 409: [look] }[status];
  const chosen = await vscode.window.showWarningMessage(told(refusal, fix), ...buttons);
  if (chosen === fix) await vscode.commands.executeCommand('codeartifact.fix401', pom);
  if (chosen === look) await vscode.commands.executeCommand('codeartifact.explorer.focus');
  if (chosen === policy)
    await vscode.commands.executeCommand('codeartifact.showPolicy', {
      operation: deploying ? 'PublishPackageVersion' : 'ReadFromRepository',
      arn: repositoryArn(endpoint),
    });
}

function told({ status, deploying, artifact, endpoint }: Refusal, fix: string): string {
  const { t } = vscode.l10n;
  const name = visibleText(`${endpoint.domain}/${endpoint.repository}`);
  switch (status) {
    case 401:
      return deploying
        ? t(
            'CodeArtifact refused to publish to {0} with 401: the token that was sent had ended, or there was none.',
            name,
          )
        : t(
            'CodeArtifact refused a download from {0} with 401: the token that was sent had ended, or there was none. Maven keeps a note of that, and may not try again by itself.',
            name,
          );
    case 403:
      return deploying
        ? t(
            'CodeArtifact refused to publish to {0} with 403: the token is good, but its owner may not publish there, or the origin controls of the package block it.',
            name,
          )
        : t(
            'CodeArtifact refused {0} with 403: the token is good, but its owner may not do this there, or the package is blocked. Once that is mended, "{1}" clears the failed downloads away.',
            name,
            fix,
          );
    case 409:
      return artifact === undefined
        ? t(
            'CodeArtifact refused to publish to {0} with 409: the version is there already, and versions are immutable. Publish another version.',
            name,
          )
        : t(
            'CodeArtifact refused to publish {0} to {1} with 409: the version is there already, and versions are immutable. Publish another version.',
            visibleText(artifact, 100),
            name,
          );
  }
}
