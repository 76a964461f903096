import path from 'node:path';
import * as vscode from 'vscode';
import type { UnpackedArchive, UnpackWarning } from '../../archive/unpack/unpackedArchive';
import type { HashName } from '../../core/asset';
import { Failure, isFailure } from '../../core/failure';
import { visibleText } from '../../shared/visibleText';
import { advise } from '../errors/advice';
import type { AssetNode } from '../explorer/node';
import type { DownloadServices } from './downloadServices';
import { requireTrust } from '../common/requireTrust';
import { showNewFolderInput, showFolderPicker } from './fileDialogs';
import { selectAssets, type AssetSelection } from './selectAssets';
import { createRetryNotifier } from '../common/createRetryNotifier';
import { withTransferProgress } from '../common/transferProgress';
import { describeVerification } from './describeVerification';
import { toSafeFileName } from '../../transfer/toSafeFileName';
import { systemClock } from '../../transfer/transferClock';
import { fetchArchive } from '../../transfer/fetchArchive';
import { unpackArchive, defaultUnpackLimits } from '../../archive/unpack/unpackArchive';

interface UnpackResult extends UnpackedArchive {
  /** The hash that the archive was compared by. */
  readonly verifiedHash: HashName | undefined;
}

/** Fetches an archive and unpacks it into a new folder: all of it, or nothing. */
export async function downloadAndUnpack(services: DownloadServices, node: unknown): Promise<void> {
  requireTrust();
  const chosen = await selectAssets(services, node, 'archive');
  if (!chosen) return;
  const title = vscode.l10n.t('Unpack {0}', chosen.assets[0].name);
  const parent = await showFolderPicker(title, vscode.l10n.t('Unpack Here'));
  if (parent === undefined) return;
  const { version } = chosen;
  const proposed = toSafeFileName(`${version.package}-${version.version}`);
  const target = await showNewFolderInput(parent, proposed);
  if (target === undefined) return;
  try {
    void showUnpackedNotification(await fetchAndUnpack(services, chosen, target));
  } catch (error) {
    if (!isFailure(error) || error.code !== 'archive-refused') throw error;
    void showUnpackRefusedNotification(services, chosen, error);
  }
}

/** What cannot be unpacked can still be had as it is. */
async function showUnpackRefusedNotification(
  { log }: DownloadServices,
  { node, assets: [asset] }: AssetSelection,
  failure: Failure,
): Promise<void> {
  log.warn('not unpacked', failure.message, JSON.stringify(failure.details));
  const download = vscode.l10n.t('Download…');
  const { message } = advise(failure);
  if ((await vscode.window.showErrorMessage(visibleText(message, 1000), download)) !== download)
    return;
  const it: AssetNode = { kind: 'asset', parent: node, asset };
  await vscode.commands.executeCommand('codeartifact.download', it);
}

async function fetchAndUnpack(
  { log, transfers }: DownloadServices,
  { api, version, assets: [asset] }: AssetSelection,
  target: string,
): Promise<UnpackResult> {
  const folder = path.dirname(target);
  return await transfers.withFolder(folder, async () => {
    const downloading = vscode.l10n.t('Downloading {0}', asset.name);
    const archive = await withTransferProgress(
      downloading,
      ({ reportBytes: progress, showMessage }, signal) => {
        const options = {
          clock: systemClock,
          progress,
          onRetry: createRetryNotifier(log, showMessage),
        };
        return fetchArchive(api, { version, asset }, folder, options, signal);
      },
    );
    try {
      const unpacking = vscode.l10n.t('Unpacking {0}', asset.name);
      const unpacked = await withTransferProgress(unpacking, ({ reportFraction }, signal) =>
        unpackArchive(archive.path, target, defaultUnpackLimits, reportFraction, signal),
      );
      return { ...unpacked, verifiedHash: archive.verifiedHash };
    } catch (error) {
      throw withAssetName(error, asset.name);
    } finally {
      await archive.dispose();
    }
  });
}

/** A temporary file's name says nothing to anybody. */
function withAssetName(error: unknown, name: string): unknown {
  if (!isFailure(error) || error.code !== 'archive-refused') return error;
  const { reason = '' } = error.details;
  return new Failure(error.code, name, { reason }, { cause: error });
}

async function showUnpackedNotification({
  folder,
  files,
  warnings,
  verifiedHash,
}: UnpackResult): Promise<void> {
  const open = vscode.l10n.t('Open Folder');
  const name = path.basename(folder);
  const state = describeVerification([verifiedHash]);
  const what =
    files === 1
      ? vscode.l10n.t('1 file unpacked into {0}; {1}.', name, state)
      : vscode.l10n.t('{0} files unpacked into {1}; {2}.', files, name, state);
  const text = [what, ...warningText(warnings)].join(' ');
  const show = vscode.l10n.t('Show in Explorer');
  const isInWorkspace = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder)) !== undefined;
  const buttons = isInWorkspace ? [show, open] : [open];
  const chosen =
    warnings.length > 0
      ? await vscode.window.showWarningMessage(text, ...buttons)
      : await vscode.window.showInformationMessage(text, ...buttons);
  const uri = vscode.Uri.file(folder);
  if (chosen === show) await vscode.commands.executeCommand('revealInExplorer', uri);
  if (chosen === open)
    await vscode.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow: true });
}

const maxNamedWarnings = 3;

function warningText(warnings: readonly UnpackWarning[]): readonly string[] {
  if (warnings.length === 0) return [];
  const names = warnings.slice(0, maxNamedWarnings).map(it => visibleText(it.path));
  const more = warnings.length - names.length;
  const all = more > 0 ? [...names, vscode.l10n.t('{0} more', more)] : names;
  return [
    vscode.l10n.t(
      'Beware of {0}: editors, git or builds may run what is in there by themselves. Look at it before you trust the folder.',
      all.join(', '),
    ),
  ];
}
