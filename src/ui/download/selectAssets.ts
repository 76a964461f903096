import * as vscode from 'vscode';
import { isArchiveName } from '../../core/isArchiveName';
import type { Asset } from '../../core/asset';
import type { CodeArtifact } from '../../core/codeArtifact';
import type { Connection } from '../../core/connection';
import type { VersionSummary } from '../../core/codeArtifact';
import { Failure, isFailure } from '../../core/failure';
import { visibleText } from '../../shared/visibleText';
import { formatByteSize } from '../common/formatByteSize';
import { connectionOf, isAssetNode, isVersionNode, type VersionNode } from '../explorer/node';
import { withProgress } from '../common/progress';
import type { DownloadServices } from './downloadServices';
import { formatVersion } from '../common/formatVersion';
import { listAllAssets } from '../../transfer/listAllAssets';

/** Assets of a version that were chosen, as the service lists them now. */
export interface AssetSelection {
  readonly api: CodeArtifact;
  readonly connection: Connection;
  readonly node: VersionNode;
  readonly version: VersionSummary;
  readonly assets: readonly [Asset, ...Asset[]];
}

/**
 * The asset of an asset's node, or those that the person picks of a version's node: `one`, any `many`,
 * or one `archive` where the names tell that there are some. Undefined for any other argument, and when
 * the person leaves. Throws `not-found` for a version without assets.
 */
export async function selectAssets(
  { connections, explorer }: Pick<DownloadServices, 'connections' | 'explorer'>,
  node: unknown,
  mode: 'one' | 'many' | 'archive',
): Promise<AssetSelection | undefined> {
  const versionNode = isAssetNode(node) ? node.parent : node;
  if (!isVersionNode(versionNode)) return undefined;
  const { version } = versionNode;
  const connection = connectionOf(versionNode);
  const api = await connections.api(connection);
  const title = vscode.l10n.t('Asking for the assets of {0}', formatVersion(version));
  try {
    const listed = await withProgress(title, signal => listAllAssets(api, version, signal));
    const candidates = findCandidates(listed, node, mode);
    const [first, ...others] = candidates;
    if (!first)
      throw createAssetNotFoundFailure(version, isAssetNode(node) ? node.asset.name : undefined);
    const assets =
      others.length === 0
        ? [first]
        : await showAssetPicker(formatVersion(version), candidates, mode === 'many');
    const [one, ...more] = assets ?? [];
    return one && { api, connection, node: versionNode, version, assets: [one, ...more] };
  } catch (error) {
    // The view showed what is gone.
    if (isFailure(error) && error.code === 'not-found') explorer.refresh(versionNode.parent);
    throw error;
  }
}

function findCandidates(
  listed: readonly Asset[],
  node: unknown,
  mode: 'one' | 'many' | 'archive',
): readonly Asset[] {
  if (isAssetNode(node)) return listed.filter(it => it.name === node.asset.name);
  const archives = mode === 'archive' ? listed.filter(it => isArchiveName(it.name)) : [];
  return archives.length > 0 ? archives : listed;
}

/** The view may show what is gone by now, and a version may never have had an asset. */
function createAssetNotFoundFailure(version: VersionSummary, asset: string | undefined): Failure {
  const where = formatVersion(version);
  const message =
    asset === undefined
      ? vscode.l10n.t('CodeArtifact lists no asset of it.')
      : vscode.l10n.t('CodeArtifact does not list it in {0} any more.', where);
  return new Failure('not-found', asset ?? where, { message });
}

async function showAssetPicker(
  title: string,
  assets: readonly Asset[],
  canPickMany: boolean,
): Promise<readonly Asset[] | undefined> {
  const items = assets.map(asset => ({
    label: visibleText(asset.name),
    // Who asks for a version wants all of it, as a rule.
    picked: canPickMany,
    ...(asset.sizeBytes === undefined ? {} : { description: formatByteSize(asset.sizeBytes) }),
    asset,
  }));
  const placeHolder = vscode.l10n.t('Choose an asset');
  if (!canPickMany) {
    const picked = await vscode.window.showQuickPick(items, { title, placeHolder });
    return picked && [picked.asset];
  }
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Choose the assets'),
    canPickMany: true,
  });
  return picked?.map(({ asset }) => asset);
}
