import * as vscode from 'vscode';
import type { Failure } from '../../core/failure';
import { advise } from '../errors/advice';

/** Shows that an attempt failed and when the next one starts. The log contains the reason. */
export function createRetryNotifier(
  log: vscode.LogOutputChannel,
  showMessage: (text: string) => void,
): (failure: Failure, waitMs: number) => void {
  return (failure, waitMs) => {
    log.warn('trying again', failure.message, JSON.stringify(failure.details));
    const seconds = Math.ceil(waitMs / 1000);
    showMessage(
      seconds === 0
        ? vscode.l10n.t('{0}; trying again', describeTransientFailure(failure))
        : vscode.l10n.t('{0}; trying again in {1} s', describeTransientFailure(failure), seconds),
    );
  };
}

/** A short description. The user does not have to do anything yet. */
function describeTransientFailure(failure: Failure): string {
  const { code, details } = failure;
  if (code === 'hash-mismatch')
    return vscode.l10n.t('the received bytes differ from what CodeArtifact lists');
  if (code === 'timeout') return vscode.l10n.t('no response in time');
  if (code === 'throttled') return vscode.l10n.t('CodeArtifact throttles requests');
  if (code === 'service-error') return vscode.l10n.t('CodeArtifact had an internal error');
  if (code === 'unreachable')
    return vscode.l10n.t(
      'the connection was interrupted ({0})',
      details.errno ?? details.reason ?? '',
    );
  return advise(failure).message.replace(/\.$/, '');
}
