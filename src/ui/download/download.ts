import path from 'node:path';
import * as vscode from 'vscode';
import type { FetchedAsset } from '../../transfer/fetchAsset';
import type { Asset } from '../../core/asset';
import { formatByteSize } from '../common/formatByteSize';
import type { DownloadServices } from './downloadServices';
import { requireTrust } from '../common/requireTrust';
import { fetchAsset } from '../../transfer/fetchAsset';
import { systemClock } from '../../transfer/transferClock';
import { pathExists, toLocalPath, showFolderPicker, defaultDialogFolder } from './fileDialogs';
import { selectAssets, type AssetSelection } from './selectAssets';
import { createRetryNotifier } from '../common/createRetryNotifier';
import { withTransferProgress } from '../common/transferProgress';
import { describeVerification } from './describeVerification';
import { toUniqueFileNames, toSafeFileName } from '../../transfer/toSafeFileName';

/** A dialog has no room for a list. */
const maxShownNames = 5;

interface DownloadTarget {
  readonly asset: Asset;
  readonly path: string;
  readonly replace: boolean;
}

/** Fetches an asset, or several of a version, each compared with the hashes that are listed. */
export async function download(services: DownloadServices, node: unknown): Promise<void> {
  requireTrust();
  const chosen = await selectAssets(services, node, 'many');
  if (!chosen) return;
  const targets = await pickDownloadTargets(chosen.assets);
  const downloaded: FetchedAsset[] = [];
  try {
    for (const target of targets) downloaded.push(await downloadToFile(services, chosen, target));
  } finally {
    // Also where it ended half-way: what is there already is whole, and stays.
    if (downloaded.length > 0) void showDownloadedNotification(downloaded, targets.length);
  }
}

async function downloadToFile(
  { log, transfers }: DownloadServices,
  { api, version }: AssetSelection,
  { asset, ...target }: DownloadTarget,
): Promise<FetchedAsset> {
  const title = vscode.l10n.t('Downloading {0}', asset.name);
  return await withTransferProgress(title, ({ reportBytes: progress, showMessage }, signal) =>
    transfers.withFolder(path.dirname(target.path), () => {
      const options = {
        clock: systemClock,
        progress,
        onRetry: createRetryNotifier(log, showMessage),
      };
      return fetchAsset(api, { version, asset }, target, options, signal);
    }),
  );
}

/** Where each asset is to go. The dialog for one file asks before another is replaced. */
async function pickDownloadTargets(
  assets: readonly [Asset, ...Asset[]],
): Promise<readonly DownloadTarget[]> {
  const [first, ...others] = assets;
  if (others.length === 0) {
    const uri = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.file(path.join(defaultDialogFolder(), toSafeFileName(first.name))),
      title: vscode.l10n.t('Download {0}', first.name),
      saveLabel: vscode.l10n.t('Download'),
    });
    if (!uri) return [];
    const file = toLocalPath(uri);
    // The dialog has asked about what is there; what comes there meanwhile, nobody was asked about.
    return [{ asset: first, path: file, replace: await pathExists(file) }];
  }
  const title = vscode.l10n.t('Download {0} assets', assets.length);
  const folder = await showFolderPicker(title, vscode.l10n.t('Download'));
  if (folder === undefined) return [];
  const fileNames = toUniqueFileNames(assets.map(it => it.name));
  const targets = assets.map((asset, index) => path.join(folder, fileNames[index] ?? asset.name));
  const targetExists = await Promise.all(targets.map(pathExists));
  const existingFiles = targets.filter((_, index) => targetExists[index]);
  const answer =
    existingFiles.length === 0
      ? 'keep'
      : await confirmReplace(folder, existingFiles, assets.length);
  if (answer === undefined) return [];
  return assets.flatMap((asset, index) => {
    const target = targets[index] ?? '';
    if (targetExists[index] && answer === 'keep') return [];
    return [{ asset, path: target, replace: targetExists[index] === true }];
  });
}

async function confirmReplace(
  folder: string,
  existingFiles: readonly string[],
  total: number,
): Promise<'replace' | 'keep' | undefined> {
  const replace = vscode.l10n.t('Replace');
  const keep = vscode.l10n.t('Skip Them');
  const names = existingFiles.slice(0, maxShownNames).map(it => path.basename(it));
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      '{0} of {1} files are in {2} already.',
      existingFiles.length,
      total,
      path.basename(folder),
    ),
    {
      modal: true,
      detail: [...names, ...(existingFiles.length > maxShownNames ? ['…'] : [])].join('\n'),
    },
    replace,
    keep,
  );
  if (answer === replace) return 'replace';
  return answer === keep ? 'keep' : undefined;
}

async function showDownloadedNotification(
  downloaded: readonly FetchedAsset[],
  total: number,
): Promise<void> {
  const [first] = downloaded;
  if (!first) return;
  const bytes = formatByteSize(downloaded.reduce((sum, it) => sum + it.bytes, 0));
  const what = total === 1 ? path.basename(first.path) : vscode.l10n.t('{0} assets', total);
  const state = describeVerification(downloaded.map(it => it.verifiedHash));
  const text =
    downloaded.length === total
      ? vscode.l10n.t('{0} downloaded ({1}); {2}.', what, bytes, state)
      : vscode.l10n.t(
          '{0} of {1} assets downloaded ({2}); {3}.',
          downloaded.length,
          total,
          bytes,
          state,
        );
  const { title, run } = createShowButton(vscode.Uri.file(first.path));
  if ((await vscode.window.showInformationMessage(text, title)) === title) await run();
}

/** Only a window of this machine has a file manager to show what lies outside of the workspace. */
function createShowButton(uri: vscode.Uri): {
  readonly title: string;
  readonly run: () => unknown;
} {
  const { executeCommand } = vscode.commands;
  if (vscode.workspace.getWorkspaceFolder(uri))
    return {
      title: vscode.l10n.t('Show in Explorer'),
      run: () => executeCommand('revealInExplorer', uri),
    };
  if (vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined)
    return {
      title: vscode.l10n.t('Open Containing Folder'),
      run: () => executeCommand('revealFileInOS', uri),
    };
  return {
    title: vscode.l10n.t('Copy Path'),
    run: () => vscode.env.clipboard.writeText(uri.fsPath),
  };
}
