import * as vscode from 'vscode';
import type { Failure } from '../../core/failure';
import { advise } from '../errors/advice';

/** Says that a try failed and when the next one comes; the log gets the reason. */
export function createRetryNotifier(
  log: vscode.LogOutputChannel,
  showMessage: (text: string) => void,
): (failure: Failure, waitMs: number) => void {
  return (failure, waitMs) => {
    log.warn('trying again', failure.message, JSON.stringify(failure.details));
    const seconds = Math.ceil(waitMs / 1000);
    showMessage(
      seconds === 0
        ? vscode.l10n.t('{0}; trying once more', describeTransientFailure(failure))
        : vscode.l10n.t('{0}; trying again in {1} s', describeTransientFailure(failure), seconds),
    );
  };
}

/** What went wrong, in few words: nothing is to be done about it yet. */
function describeTransientFailure(failure: Failure): string {
  const { code, details } = failure;
  if (code === 'hash-mismatch') return vscode.l10n.t('what came is not what CodeArtifact lists');
  if (code === 'timeout') return vscode.l10n.t('no answer in time');
  if (code === 'throttled') return vscode.l10n.t('CodeArtifact asks to slow down');
  if (code === 'service-error') return vscode.l10n.t('CodeArtifact had an error of its own');
  if (code === 'unreachable')
    return vscode.l10n.t('the connection broke ({0})', details.errno ?? details.reason ?? '');
  return advise(failure).message.replace(/\.$/, '');
}
