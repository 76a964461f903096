import * as vscode from 'vscode';
import type { PackedArchive } from '../../archive/pack/packArchive';
import type { ReadBackResult } from '../../transfer/readBackAssets';
import type { Failure } from '../../core/failure';
import type { Services } from '../common/services';
import { advise } from '../errors/advice';
import { loadArchive } from '../common/loadArchive';
import type { PublishTarget } from './runPublishTargetWizard';
import { formatVersion } from '../common/formatVersion';
import { withTransferProgress } from '../common/transferProgress';

/** Publishes a packed archive as the one asset of its version, and reads back what is kept of it. */
export async function uploadArchive(
  { log }: Pick<Services, 'log'>,
  { api, version }: PublishTarget,
  asset: string,
  packed: PackedArchive,
): Promise<ReadBackResult | undefined> {
  const { publishWithRetry, readBackAssets, systemClock: clock } = await loadArchive();
  const title = vscode.l10n.t('Publishing {0}', formatVersion(version));
  return await withTransferProgress(title, async (progress, signal) => {
    const expected = { sizeBytes: packed.bytes, sha256: packed.sha256 };
    const publication = { version, asset, file: packed.path, ...expected, unfinished: false };
    const sent = (bytes: number): void => progress.reportBytes(bytes, packed.bytes);
    const onRetry = createRetryNotifier(log, progress.showMessage);
    await publishWithRetry(api, publication, { clock, onSent: sent, onRetry }, signal);
    progress.showMessage(vscode.l10n.t('comparing with what CodeArtifact keeps'));
    const [readBackResult] = await readBackAssets(
      api,
      [{ version, asset, ...expected }],
      clock,
      signal,
    );
    return readBackResult;
  });
}

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
