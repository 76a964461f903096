import * as vscode from 'vscode';
import type { Asset } from '../../model/asset';
import type { CodeArtifact } from '../../model/codeArtifact';
import type { Connection } from '../../model/connection';
import type { VersionSummary } from '../../model/codeArtifact';
import { Failure } from '../../model/failure';
import { visibleText } from '../../model/visibleText';
import { byteSize } from '../byteSize';
import { connectionOf, isAssetNode, isVersionNode, type VersionNode } from '../explorer/node';
import { withProgress } from '../progress';
import type { Services } from '../services';
import { archiveRoom } from './archiveRoom';
import { versionText } from './versionText';

/** Assets of a version that were chosen, as the service lists them now. */
export interface ChosenAssets {
  readonly api: CodeArtifact;
  readonly connection: Connection;
  readonly node: VersionNode;
  readonly version: VersionSummary;
  readonly assets: readonly [Asset, ...Asset[]];
}

/**
 * The asset of an asset's node, or those that the person picks of a version's node; undefined for any
 * other argument, and when the person leaves. Throws `not-found` for a version without assets.
 */
export async function chosenAssets(
  { connections }: Pick<Services, 'connections'>,
  node: unknown,
  many: boolean,
): Promise<ChosenAssets | undefined> {
  const of = isAssetNode(node) ? node.parent : node;
  if (!isVersionNode(of)) return undefined;
  const { version } = of;
  const connection = connectionOf(of);
  const api = await connections.api(connection);
  const { listedAssets } = await archiveRoom();
  const title = vscode.l10n.t('Asking for the assets of {0}', versionText(version));
  const listed = await withProgress(title, signal => listedAssets(api, version, signal));
  const wanted = isAssetNode(node) ? listed.filter(it => it.name === node.asset.name) : listed;
  const [first, ...others] = wanted;
  if (!first) throw noAsset(version, isAssetNode(node) ? node.asset.name : undefined);
  const assets = others.length === 0 ? [first] : await pickAssets(wanted, many);
  const [one, ...more] = assets ?? [];
  return one && { api, connection, node: of, version, assets: [one, ...more] };
}

/** The view may show what is gone by now, and a version may never have had an asset. */
function noAsset(version: VersionSummary, asset: string | undefined): Failure {
  const where = versionText(version);
  const message =
    asset === undefined
      ? vscode.l10n.t('CodeArtifact lists no asset of it.')
      : vscode.l10n.t('CodeArtifact does not list it in {0} any more.', where);
  return new Failure('not-found', asset ?? where, { message });
}

async function pickAssets(
  assets: readonly Asset[],
  many: boolean,
): Promise<readonly Asset[] | undefined> {
  const items = assets.map(asset => ({
    label: visibleText(asset.name),
    ...(asset.sizeBytes === undefined ? {} : { description: byteSize(asset.sizeBytes) }),
    asset,
  }));
  const placeHolder = vscode.l10n.t('Choose an asset');
  if (!many) {
    const picked = await vscode.window.showQuickPick(items, { placeHolder });
    return picked && [picked.asset];
  }
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Choose the assets'),
    canPickMany: true,
  });
  return picked?.map(({ asset }) => asset);
}
