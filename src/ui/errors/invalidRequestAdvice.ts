import * as vscode from 'vscode';
import type { Failure } from '../../core/failure';
import type { Advice } from './failureAdvice';
import { copyDetailsButton, openSettingButton } from './adviceButtons';

/** What it means that CodeArtifact does not accept a request: its `reason` is a word for programs. */
export function invalidRequestAdvice(failure: Failure): Advice {
  const { subject, details } = failure;
  const serviceMessage = details.message ?? details.reason ?? '';
  const serviceMessageWithoutPeriod = serviceMessage.replace(/\.$/, '');
  if (isAboutDuration(failure))
    return {
      message: vscode.l10n.t(
        'CodeArtifact gives {0} no token of that length: {1}. With codeartifact.token.duration 0 it lives as long as your AWS session.',
        subject,
        serviceMessageWithoutPeriod,
      ),
      button: openSettingButton('codeartifact.token.duration'),
    };
  if (details.reason === 'ENCRYPTION_KEY_ERROR')
    return {
      message: vscode.l10n.t(
        'The KMS key that encrypts what is in {0} cannot be used: {1}. Whoever manages the key must enable it, or let you and CodeArtifact use it.',
        subject,
        serviceMessageWithoutPeriod,
      ),
      button: copyDetailsButton(failure),
    };
  const { service } = details;
  if (service !== undefined)
    return {
      message: vscode.l10n.t(
        '{0} does not accept the request for {1}: {2}',
        service,
        subject,
        details.reason ?? (serviceMessage || vscode.l10n.t('it gives no reason')),
      ),
      button: copyDetailsButton(failure),
    };
  return {
    message: vscode.l10n.t(
      'CodeArtifact does not accept the request for {0}: {1}',
      subject,
      serviceMessage,
    ),
    button: copyDetailsButton(failure),
  };
}

/** A role session may be shorter than the token that was asked for. */
function isAboutDuration({ details }: Failure): boolean {
  return (
    details.service === undefined &&
    details.operation === 'GetAuthorizationToken' &&
    /duration|session/i.test(details.message ?? details.reason ?? '')
  );
}
