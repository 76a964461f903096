import * as vscode from 'vscode';
import type { ReadBack } from '../../transfer/readBack';
import { advise } from '../errors/advice';
import { byteSize } from '../common/byteSize';
import { report } from '../errors/report';
import type { Services } from '../common/services';
import type { Target } from './askTarget';
import { showVersion } from '../download/showVersion';
import { versionText } from '../download/versionText';

/** Says what was published and whether CodeArtifact keeps the same bytes; nobody has to answer. */
export async function tellPublished(
  services: Services,
  { node, version }: Target,
  back: readonly ReadBack[],
): Promise<void> {
  services.explorer.refresh(node);
  const bytes = back.reduce((sum, { asset }) => sum + (asset.sizeBytes ?? 0), 0);
  const unread = back.find(it => it.sha256 === 'not-read');
  const verified = back.every(({ sha256 }) => sha256 === 'equal');
  const [first, ...others] = back;
  const what =
    others.length === 0
      ? byteSize(bytes)
      : vscode.l10n.t('{0} assets, {1}', back.length, byteSize(bytes));
  const state = verified
    ? vscode.l10n.t('SHA-256 verified')
    : vscode.l10n.t('not verified: CodeArtifact lists no SHA-256');
  const name = versionText(version);
  const message = unread
    ? vscode.l10n.t(
        '{0} is published ({1}), but not compared with what CodeArtifact keeps: {2}',
        ...[name, what, advise(unread.failure).message],
      )
    : vscode.l10n.t('{0} is published ({1}; {2}).', name, what, state);
  const tell = unread ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const show = vscode.l10n.t('Show in Tree');
  const copy = vscode.l10n.t('Copy SHA-256');
  const hash = others.length === 0 ? first?.asset.hashes['SHA-256'] : undefined;
  const chosen = await tell(message, show, ...(hash === undefined ? [] : [copy]));
  try {
    if (chosen === show) await showVersion(services, node, version);
    if (chosen === copy && hash !== undefined) await vscode.env.clipboard.writeText(hash);
  } catch (error) {
    void report(services.log, 'showVersion', error);
  }
}
