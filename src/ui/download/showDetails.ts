import * as vscode from 'vscode';
import { hashNames, type Asset } from '../../core/asset';
import type { VersionDetails } from '../../core/codeArtifact';
import { packageArn } from '../../core/arn';
import { visibleText } from '../../shared/visibleText';
import { formatByteSize } from '../common/formatByteSize';
import { connectionOf, isAssetNode, isVersionNode } from '../explorer/node';
import { withProgress } from '../common/progress';
import type { DownloadServices } from './downloadServices';
import { formatVersion } from '../common/formatVersion';
import { listAllAssets } from '../../transfer/listAllAssets';

/** One thing that is known, and what is copied of it. */
interface DetailItem extends vscode.QuickPickItem {
  readonly copyText?: string;
}

/** Shows what is known of a version or an asset; choosing a line copies it. */
export async function showDetails(services: DownloadServices, node: unknown): Promise<void> {
  if (isAssetNode(node))
    await showDetailPicker(node.asset.name, createAssetDetailItems(node.asset));
  if (!isVersionNode(node)) return;
  const { version } = node;
  const api = await services.connections.api(connectionOf(node));
  const title = vscode.l10n.t('Asking about {0}', formatVersion(version));
  const [details, assets] = await withProgress(title, signal =>
    Promise.all([api.version(version, signal), listAllAssets(api, version, signal)]),
  );
  const assetItems = assets.flatMap(asset => [
    { label: visibleText(asset.name), kind: vscode.QuickPickItemKind.Separator },
    ...createAssetDetailItems(asset),
  ]);
  await showDetailPicker(formatVersion(version), [
    ...createVersionDetailItems(details, assets),
    ...assetItems,
  ]);
}

async function showDetailPicker(title: string, details: readonly DetailItem[]): Promise<void> {
  const picked = await vscode.window.showQuickPick(details, {
    title: visibleText(title),
    placeHolder: vscode.l10n.t('Choose a line to copy it'),
    matchOnDescription: true,
  });
  if (picked?.copyText === undefined) return;
  await vscode.env.clipboard.writeText(picked.copyText);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}

function createDetailItem(
  label: string,
  value: string | undefined,
  copyText = value,
): readonly DetailItem[] {
  if (value === undefined || value === '' || copyText === undefined) return [];
  return [{ label, description: visibleText(value), copyText }];
}

/** What is known of a version, line by line. */
export function createVersionDetailItems(
  it: VersionDetails,
  assets: readonly Asset[],
): readonly DetailItem[] {
  const sizes = assets.map(({ sizeBytes }) => sizeBytes ?? Number.NaN);
  return [
    ...createDetailItem(vscode.l10n.t('Version'), it.version),
    ...createDetailItem(vscode.l10n.t('Status'), it.status),
    ...createDetailItem(
      vscode.l10n.t('Published'),
      it.published?.toLocaleString(),
      it.published?.toISOString(),
    ),
    ...createDetailItem(vscode.l10n.t('Origin'), originText(it)),
    ...createDetailItem(vscode.l10n.t('Revision'), it.revision),
    ...createSizeItem(sizes.reduce((sum, bytes) => sum + bytes, 0)),
    ...createDetailItem(vscode.l10n.t('License'), it.licenses.join(', ')),
    ...createDetailItem(vscode.l10n.t('Home page'), it.homePage),
    ...createDetailItem(vscode.l10n.t('Summary'), it.summary),
    ...createDetailItem(vscode.l10n.t('Package'), it.package),
    ...createDetailItem(vscode.l10n.t('Namespace'), it.namespace),
    ...createDetailItem(vscode.l10n.t('ARN of the package'), packageArn(it)),
  ];
}

function originText({ origin, entryPoint }: VersionDetails): string {
  if (origin === 'INTERNAL')
    return entryPoint === undefined
      ? vscode.l10n.t('published in this domain')
      : vscode.l10n.t('published to {0}', entryPoint);
  if (origin === 'EXTERNAL')
    return entryPoint === undefined
      ? vscode.l10n.t('came through an external connection')
      : vscode.l10n.t('came through {0}', entryPoint);
  return vscode.l10n.t('unknown');
}

/** What is known of an asset, line by line. */
export function createAssetDetailItems({ name, sizeBytes, hashes }: Asset): readonly DetailItem[] {
  return [
    ...createDetailItem(vscode.l10n.t('Name'), name),
    ...createSizeItem(sizeBytes),
    ...hashNames.flatMap(it => createDetailItem(it, hashes[it])),
  ];
}

/** Nothing, where the size of something is not known. */
function createSizeItem(bytes = Number.NaN): readonly DetailItem[] {
  if (Number.isNaN(bytes)) return [];
  const text = vscode.l10n.t('{0} ({1} bytes)', formatByteSize(bytes), bytes);
  return createDetailItem(vscode.l10n.t('Size'), text, String(bytes));
}
