import * as vscode from 'vscode';
import type { RejectedRequest } from '../../maven/findRejectedRequests';
import { repositoryArn } from '../../core/arn';
import { visibleText } from '../../shared/visibleText';

/** Offers what ends a refusal, for a 403 the policy first; who does not care leaves it open. */
export async function showRejectionNotification(
  rejection: RejectedRequest,
  pom: vscode.Uri | undefined,
): Promise<void> {
  const { status, isUpload, endpoint } = rejection;
  const fixButton = vscode.l10n.t('Fix…');
  const showPolicyButton = vscode.l10n.t('Show Policy');
  const openViewButton = vscode.l10n.t('Open View');
  const buttons = {
    401: [fixButton],
    403: isUpload ? [showPolicyButton] : [showPolicyButton, fixButton],
    409: [openViewButton],
  }[status];
  const chosen = await vscode.window.showWarningMessage(
    rejectionMessage(rejection, fixButton),
    ...buttons,
  );
  if (chosen === fixButton) await vscode.commands.executeCommand('codeartifact.fix401', pom);
  if (chosen === openViewButton)
    await vscode.commands.executeCommand('codeartifact.explorer.focus');
  if (chosen === showPolicyButton)
    await vscode.commands.executeCommand('codeartifact.showPolicy', {
      operation: isUpload ? 'PublishPackageVersion' : 'ReadFromRepository',
      arn: repositoryArn(endpoint),
    });
}

function rejectionMessage(
  { status, isUpload, artifact, endpoint }: RejectedRequest,
  fixButton: string,
): string {
  const name = visibleText(`${endpoint.domain}/${endpoint.repository}`);
  switch (status) {
    case 401:
      return isUpload
        ? vscode.l10n.t(
            'CodeArtifact refused to publish to {0} with 401: the token that was sent had ended, or there was none.',
            name,
          )
        : vscode.l10n.t(
            'CodeArtifact refused a download from {0} with 401: the token that was sent had ended, or there was none. Maven keeps a note of that, and may not try again by itself.',
            name,
          );
    case 403:
      return isUpload
        ? vscode.l10n.t(
            'CodeArtifact refused to publish to {0} with 403: the token is good, but its owner may not publish there, or the origin controls of the package block it.',
            name,
          )
        : vscode.l10n.t(
            'CodeArtifact refused {0} with 403: the token is good, but its owner may not do this there, or the package is blocked. Once that is mended, "{1}" clears the failed downloads away.',
            name,
            fixButton,
          );
    case 409:
      return artifact === undefined
        ? vscode.l10n.t(
            'CodeArtifact refused to publish to {0} with 409: the version is there already, and versions are immutable. Publish another version.',
            name,
          )
        : vscode.l10n.t(
            'CodeArtifact refused to publish {0} to {1} with 409: the version is there already, and versions are immutable. Publish another version.',
            visibleText(artifact, 100),
            name,
          );
  }
}
