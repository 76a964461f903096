import * as vscode from 'vscode';
import type { ReadBack } from '../../transfer/readBack';
import { byteSize } from '../common/byteSize';
import type { Services } from '../common/services';
import { archiveRoom } from './archiveRoom';
import type { AssetFiles } from '../download/assetFiles';
import type { Target } from './askTarget';
import { retryTeller } from './sendArchive';
import { seldom, withTransfer } from '../common/transferProgress';
import { versionText } from '../download/versionText';

/** Hashes and publishes files as assets of one version, and reads back what is kept of them. */
export async function sendFiles(
  { log }: Pick<Services, 'log'>,
  { api, version }: Target,
  files: AssetFiles,
): Promise<readonly ReadBack[]> {
  const room = await archiveRoom();
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const hashed = async (hashing: (doneBytes: number) => void, signal: AbortSignal) => {
    let before = 0;
    return await withEach(files, async it => {
      const report = (done: number): void => hashing(before + done);
      const { hashes, bytes } = await room.hashFile(it.file, ['SHA-256'], report, signal);
      before += bytes;
      return { ...it, sizeBytes: bytes, sha256: hashes['SHA-256'] };
    });
  };
  const title = vscode.l10n.t('Publishing {0}', versionText(version));
  return await withTransfer(title, async (progress, signal) => {
    const hashing = (doneBytes: number): void =>
      progress.say(vscode.l10n.t('hashing, {0} of {1}', byteSize(doneBytes), byteSize(totalBytes)));
    const [first, ...others] = await hashed(seldom(hashing), signal);
    if (!first) return [];
    const watched = {
      clock: room.systemClock,
      sent: (done: number) => progress.bytes(done, totalBytes),
      onRetry: retryTeller(log, progress.say),
    };
    return await room.publishFiles(api, version, [first, ...others], watched, signal);
  });
}

/** One after the other: the disk is the limit. */
async function withEach<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
