import * as vscode from 'vscode';
import type { PackedArchive } from '../../archive/pack/packArchive';
import type { ReadBack } from '../../transfer/readBack';
import type { Failure } from '../../core/failure';
import type { Services } from '../common/services';
import { advise } from '../errors/advice';
import { archiveRoom } from './archiveRoom';
import type { Target } from './askTarget';
import { versionText } from '../download/versionText';
import { withTransfer } from '../common/transferProgress';

/** Publishes a packed archive as the one asset of its version, and reads back what is kept of it. */
export async function sendArchive(
  { log }: Pick<Services, 'log'>,
  { api, version }: Target,
  asset: string,
  packed: PackedArchive,
): Promise<ReadBack | undefined> {
  const { publishAsset, readBack, systemClock: clock } = await archiveRoom();
  const title = vscode.l10n.t('Publishing {0}', versionText(version));
  return await withTransfer(title, async (progress, signal) => {
    const facts = { sizeBytes: packed.bytes, sha256: packed.sha256 };
    const publication = { version, asset, file: packed.path, ...facts, unfinished: false };
    const sent = (bytes: number): void => progress.bytes(bytes, packed.bytes);
    const onRetry = retryTeller(log, progress.say);
    await publishAsset(api, publication, { clock, sent, onRetry }, signal);
    progress.say(vscode.l10n.t('comparing with what CodeArtifact keeps'));
    const [back] = await readBack(api, [{ version, asset, ...facts }], clock, signal);
    return back;
  });
}

/** Says that a try failed and when the next one comes; the log gets the reason. */
export function retryTeller(
  log: vscode.LogOutputChannel,
  say: (text: string) => void,
): (failure: Failure, waitMs: number) => void {
  return (failure, waitMs) => {
    log.warn('trying again', failure.message, JSON.stringify(failure.details));
    const seconds = Math.ceil(waitMs / 1000);
    say(
      seconds === 0
        ? vscode.l10n.t('{0}; trying once more', passingText(failure))
        : vscode.l10n.t('{0}; trying again in {1} s', passingText(failure), seconds),
    );
  };
}

/** What went wrong, in few words: nothing is to be done about it yet. */
function passingText(failure: Failure): string {
  const { code, details } = failure;
  if (code === 'hash-mismatch') return vscode.l10n.t('what came is not what CodeArtifact lists');
  if (code === 'timeout') return vscode.l10n.t('no answer in time');
  if (code === 'throttled') return vscode.l10n.t('CodeArtifact asks to slow down');
  if (code === 'service-error') return vscode.l10n.t('CodeArtifact had an error of its own');
  if (code === 'unreachable')
    return vscode.l10n.t('the connection broke ({0})', details.errno ?? details.reason ?? '');
  return advise(failure).message.replace(/\.$/, '');
}
