import * as vscode from 'vscode';
import type { Failure } from '../../core/failure';
import type { Advice } from './advice';
import { copyDetails, openSetting } from './adviceButtons';

const { t } = vscode.l10n;

/** What it means that CodeArtifact does not accept a request: its `reason` is a word for programs. */
export function invalidRequestAdvice(failure: Failure): Advice {
  const { subject, details } = failure;
  const words = details.message ?? details.reason ?? '';
  const said = words.replace(/\.$/, '');
  if (isAboutDuration(failure))
    return {
      message: t(
        'CodeArtifact gives {0} no token of that length: {1}. With codeartifact.token.duration 0 it lives as long as your AWS session.',
        subject,
        said,
      ),
      button: openSetting('codeartifact.token.duration'),
    };
  if (details.reason === 'ENCRYPTION_KEY_ERROR')
    return {
      message: t(
        'The KMS key that encrypts what is in {0} cannot be used: {1}. Whoever manages the key must enable it, or let you and CodeArtifact use it.',
        subject,
        said,
      ),
      button: copyDetails(failure),
    };
  return {
    message: t('CodeArtifact does not accept the request for {0}: {1}', subject, words),
    button: copyDetails(failure),
  };
}

/** A role session may be shorter than the token that was asked for. */
function isAboutDuration({ details }: Failure): boolean {
  return (
    details.operation === 'GetAuthorizationToken' &&
    /duration|session/i.test(details.message ?? details.reason ?? '')
  );
}
