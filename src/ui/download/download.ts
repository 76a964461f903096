import path from 'node:path';
import * as vscode from 'vscode';
import type { Fetched } from '../../transfer/fetchAsset';
import type { Asset } from '../../core/asset';
import { byteSize } from '../common/byteSize';
import type { Services } from '../common/services';
import { requireTrust } from '../common/trust';
import { archiveRoom } from '../publish/archiveRoom';
import { exists, localPath, pickFolder, startFolder } from './localTargets';
import { chosenAssets, type ChosenAssets } from './pickAsset';
import { retryTeller } from '../publish/sendArchive';
import { withTransfer } from '../common/transferProgress';
import { verifiedText } from './verifiedText';

/** A dialog has no room for a list. */
const namesShown = 5;

interface LocalTarget {
  readonly asset: Asset;
  readonly path: string;
  readonly replace: boolean;
}

/** Fetches an asset, or several of a version, each compared with the hashes that are listed. */
export async function download(services: Services, node: unknown): Promise<void> {
  requireTrust();
  const chosen = await chosenAssets(services, node, 'many');
  if (!chosen) return;
  const targets = await localTargets(chosen.assets);
  const fetched: Fetched[] = [];
  try {
    for (const target of targets) fetched.push(await fetchOne(services, chosen, target));
  } finally {
    // Also where it ended half-way: what is there already is whole, and stays.
    if (fetched.length > 0) void tellFetched(fetched, targets.length);
  }
}

async function fetchOne(
  { log, transfers }: Services,
  { api, version }: ChosenAssets,
  { asset, ...target }: LocalTarget,
): Promise<Fetched> {
  const { fetchAsset, systemClock: clock } = await archiveRoom();
  const title = vscode.l10n.t('Downloading {0}', asset.name);
  return await withTransfer(title, ({ bytes: progress, say }, signal) =>
    transfers.during(path.dirname(target.path), () => {
      const fetching = { clock, progress, onRetry: retryTeller(log, say) };
      return fetchAsset(api, { version, asset }, target, fetching, signal);
    }),
  );
}

/** Where each asset is to go. The dialog for one file asks before another is replaced. */
async function localTargets(assets: readonly [Asset, ...Asset[]]): Promise<readonly LocalTarget[]> {
  const { localNames, safeLocalName } = await archiveRoom();
  const [first, ...others] = assets;
  if (others.length === 0) {
    const uri = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.file(path.join(startFolder(), safeLocalName(first.name))),
      title: vscode.l10n.t('Download {0}', first.name),
      saveLabel: vscode.l10n.t('Download'),
    });
    if (!uri) return [];
    const file = localPath(uri);
    // The dialog has asked about what is there; what comes there meanwhile, nobody was asked about.
    return [{ asset: first, path: file, replace: await exists(file) }];
  }
  const title = vscode.l10n.t('Download {0} assets', assets.length);
  const folder = await pickFolder(title, vscode.l10n.t('Download'));
  if (folder === undefined) return [];
  const named = localNames(assets.map(it => it.name));
  const targets = assets.map((asset, index) => path.join(folder, named[index] ?? asset.name));
  const taken = await Promise.all(targets.map(exists));
  const there = targets.filter((_, index) => taken[index]);
  const answer = there.length === 0 ? 'keep' : await askToReplace(folder, there, assets.length);
  if (answer === undefined) return [];
  return assets.flatMap((asset, index) => {
    const target = targets[index] ?? '';
    if (taken[index] && answer === 'keep') return [];
    return [{ asset, path: target, replace: taken[index] === true }];
  });
}

async function askToReplace(
  folder: string,
  there: readonly string[],
  of: number,
): Promise<'replace' | 'keep' | undefined> {
  const replace = vscode.l10n.t('Replace');
  const keep = vscode.l10n.t('Skip Them');
  const names = there.slice(0, namesShown).map(it => path.basename(it));
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} of {1} files are in {2} already.', there.length, of, path.basename(folder)),
    { modal: true, detail: [...names, ...(there.length > namesShown ? ['…'] : [])].join('\n') },
    replace,
    keep,
  );
  if (answer === replace) return 'replace';
  return answer === keep ? 'keep' : undefined;
}

async function tellFetched(fetched: readonly Fetched[], wanted: number): Promise<void> {
  const [first] = fetched;
  if (!first) return;
  const bytes = byteSize(fetched.reduce((sum, it) => sum + it.bytes, 0));
  const what = wanted === 1 ? path.basename(first.path) : vscode.l10n.t('{0} assets', wanted);
  const state = verifiedText(fetched.map(it => it.compared));
  const text =
    fetched.length === wanted
      ? vscode.l10n.t('{0} downloaded ({1}); {2}.', what, bytes, state)
      : vscode.l10n.t(
          '{0} of {1} assets downloaded ({2}); {3}.',
          fetched.length,
          wanted,
          bytes,
          state,
        );
  const { title, run } = showButton(vscode.Uri.file(first.path));
  if ((await vscode.window.showInformationMessage(text, title)) === title) await run();
}

/** Only a window of this machine has a file manager to show what lies outside of the workspace. */
function showButton(uri: vscode.Uri): { readonly title: string; readonly run: () => unknown } {
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
