import path from 'node:path';
import * as vscode from 'vscode';
import type { Fetched } from '../../archive/fetchAsset';
import type { Asset } from '../../model/asset';
import { byteSize } from '../byteSize';
import type { Services } from '../services';
import { requireTrust } from '../trust';
import { archiveRoom } from './archiveRoom';
import { exists, pickFolder, startFolder } from './localTargets';
import { chosenAssets, type ChosenAssets } from './pickAsset';
import { retryTeller } from './sendArchive';
import { withTransfer } from './transferProgress';
import { verifiedText } from './verifiedText';

interface LocalTarget {
  readonly asset: Asset;
  readonly path: string;
  readonly replace: boolean;
}

/** Fetches an asset, or several of a version, each compared with the hashes that are listed. */
export async function download(services: Services, node: unknown): Promise<void> {
  requireTrust();
  const chosen = await chosenAssets(services, node, true);
  if (!chosen) return;
  const targets = await localTargets(chosen.assets);
  const fetched: Fetched[] = [];
  for (const target of targets) fetched.push(await fetchOne(services, chosen, target));
  if (fetched.length > 0) void tellFetched(fetched);
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
  const { safeLocalName } = await archiveRoom();
  const [first, ...others] = assets;
  if (others.length === 0) {
    const uri = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.file(path.join(startFolder(), safeLocalName(first.name))),
      title: vscode.l10n.t('Download {0}', first.name),
      saveLabel: vscode.l10n.t('Download'),
    });
    return uri ? [{ asset: first, path: uri.fsPath, replace: true }] : [];
  }
  const title = vscode.l10n.t('Download {0} assets', assets.length);
  const folder = await pickFolder(title, vscode.l10n.t('Download'));
  if (folder === undefined) return [];
  const named = localNames(assets.map(it => safeLocalName(it.name)));
  const targets = assets.map((asset, index) => path.join(folder, named[index] ?? asset.name));
  const taken = await Promise.all(targets.map(exists));
  const some = taken.filter(Boolean).length;
  const answer = some === 0 ? 'keep' : await askToReplace(some, assets.length);
  if (answer === undefined) return [];
  return assets.flatMap((asset, index) => {
    const target = targets[index] ?? '';
    if (taken[index] && answer === 'keep') return [];
    return [{ asset, path: target, replace: taken[index] === true }];
  });
}

/** Assets whose local names are equal, also where a disk ignores case, get a number. */
function localNames(names: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return names.map(name => {
    const { name: stem, ext } = path.parse(name);
    let free = name;
    for (let count = 2; used.has(free.toLowerCase()); count++) free = `${stem} (${count})${ext}`;
    used.add(free.toLowerCase());
    return free;
  });
}

async function askToReplace(count: number, of: number): Promise<'replace' | 'keep' | undefined> {
  const replace = vscode.l10n.t('Replace');
  const keep = vscode.l10n.t('Skip Them');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} of {1} files exist already.', count, of),
    { modal: true },
    replace,
    keep,
  );
  if (answer === replace) return 'replace';
  return answer === keep ? 'keep' : undefined;
}

async function tellFetched(fetched: readonly Fetched[]): Promise<void> {
  const [first] = fetched;
  if (!first) return;
  const bytes = fetched.reduce((sum, it) => sum + it.bytes, 0);
  const what =
    fetched.length === 1 ? path.basename(first.path) : vscode.l10n.t('{0} assets', fetched.length);
  const state = verifiedText(fetched.map(it => it.compared));
  const text = vscode.l10n.t('{0} downloaded ({1}); {2}.', what, byteSize(bytes), state);
  const show = vscode.l10n.t('Show in Explorer');
  if ((await vscode.window.showInformationMessage(text, show)) !== show) return;
  const uri = vscode.Uri.file(first.path);
  const inside = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  await vscode.commands.executeCommand(inside ? 'revealInExplorer' : 'revealFileInOS', uri);
}
