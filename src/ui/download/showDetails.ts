import * as vscode from 'vscode';
import { hashNames, type Asset } from '../../core/asset';
import type { VersionDetails } from '../../core/codeArtifact';
import { packageArn } from '../../core/arn';
import { visibleText } from '../../shared/visibleText';
import { byteSize } from '../common/byteSize';
import { isAssetNode, isVersionNode } from '../explorer/node';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import { archiveRoom } from '../publish/archiveRoom';
import { versionText } from './versionText';

/** One thing that is known, and what is copied of it. */
interface Detail extends vscode.QuickPickItem {
  readonly copied?: string;
}

/** Shows what is known of a version or an asset; choosing a line copies it. */
export async function showDetails(services: Services, node: unknown): Promise<void> {
  if (isAssetNode(node)) await choose(node.asset.name, assetDetails(node.asset));
  if (!isVersionNode(node)) return;
  const { version } = node;
  const { listedAssets } = await archiveRoom();
  const api = await services.connections.api(node.parent.parent.parent.parent.parent.connection);
  const title = vscode.l10n.t('Asking about {0}', versionText(version));
  const [details, assets] = await withProgress(title, signal =>
    Promise.all([api.version(version, signal), listedAssets(api, version, signal)]),
  );
  const ofAssets = assets.flatMap(asset => [
    { label: visibleText(asset.name), kind: vscode.QuickPickItemKind.Separator },
    ...assetDetails(asset),
  ]);
  await choose(versionText(version), [...versionDetails(details, assets), ...ofAssets]);
}

async function choose(title: string, details: readonly Detail[]): Promise<void> {
  const picked = await vscode.window.showQuickPick(details, {
    title: visibleText(title),
    placeHolder: vscode.l10n.t('Choose a line to copy it'),
    matchOnDescription: true,
  });
  if (picked?.copied === undefined) return;
  await vscode.env.clipboard.writeText(picked.copied);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}

function detail(label: string, value: string | undefined, copied = value): readonly Detail[] {
  if (value === undefined || value === '' || copied === undefined) return [];
  return [{ label, description: visibleText(value), copied }];
}

/** What is known of a version, line by line. */
export function versionDetails(it: VersionDetails, assets: readonly Asset[]): readonly Detail[] {
  const sizes = assets.map(({ sizeBytes }) => sizeBytes ?? Number.NaN);
  return [
    ...detail(vscode.l10n.t('Version'), it.version),
    ...detail(vscode.l10n.t('Status'), it.status),
    ...detail(
      vscode.l10n.t('Published'),
      it.published?.toLocaleString(),
      it.published?.toISOString(),
    ),
    ...detail(vscode.l10n.t('Origin'), originText(it)),
    ...detail(vscode.l10n.t('Revision'), it.revision),
    ...sizeDetail(sizes.reduce((sum, bytes) => sum + bytes, 0)),
    ...detail(vscode.l10n.t('License'), it.licenses.join(', ')),
    ...detail(vscode.l10n.t('Home page'), it.homePage),
    ...detail(vscode.l10n.t('Summary'), it.summary),
    ...detail(vscode.l10n.t('Package'), it.package),
    ...detail(vscode.l10n.t('Namespace'), it.namespace),
    ...detail(vscode.l10n.t('ARN of the package'), packageArn(it)),
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
export function assetDetails({ name, sizeBytes, hashes }: Asset): readonly Detail[] {
  return [
    ...detail(vscode.l10n.t('Name'), name),
    ...sizeDetail(sizeBytes),
    ...hashNames.flatMap(it => detail(it, hashes[it])),
  ];
}

/** Nothing, where the size of something is not known. */
function sizeDetail(bytes = Number.NaN): readonly Detail[] {
  if (Number.isNaN(bytes)) return [];
  const text = vscode.l10n.t('{0} ({1} bytes)', byteSize(bytes), bytes);
  return detail(vscode.l10n.t('Size'), text, String(bytes));
}
