import path from 'node:path';
import * as vscode from 'vscode';
import type { HashName, Hashes } from '../../core/asset';
import type { VersionSummary } from '../../core/codeArtifact';
import type { Package } from '../../core/coordinates';
import { packageOf } from '../../core/coordinates';
import { Failure } from '../../core/failure';
import { visibleText } from '../../shared/visibleText';
import {
  connectionOf,
  isAssetNode,
  isVersionNode,
  nodeKind,
  repositoryNodeOf,
  type PackageNode,
  type RepositoryNode,
} from '../explorer/node';
import { showRepositoryPicker } from '../explorer/showRepositoryPicker';
import { withProgress } from '../common/progress';
import type { DownloadServices } from './downloadServices';
import { findMatchingAsset, type AssetComparison, type MatchingAsset } from './findMatchingAsset';
import { defaultDialogFolder } from './fileDialogs';
import { showPackagePicker } from './showPackagePicker';
import { revealVersion } from '../explorer/revealVersion';
import { resolveSources, collectUris } from '../common/localSources';
import { withTransferProgress } from '../common/transferProgress';
import { formatVersion } from '../common/formatVersion';
import { hashFile } from '../../transfer/hashFile';

/** Where to look for equal bytes. */
interface SearchScope {
  readonly repository: RepositoryNode;
  readonly of: Package;
  readonly only?: VersionSummary;
}

/**
 * Hashes a local file and says which asset of a package it equals, if any. Called with a version, an
 * asset or a package of the tree, or with a file.
 */
export async function verifyFile(
  services: DownloadServices,
  ...args: readonly unknown[]
): Promise<void> {
  const file = await pickLocalFile(args);
  if (file === undefined) return;
  const scope = toSearchScope(args) ?? (await pickSearchScope(services));
  if (!scope) return;
  const { sha256, comparison } = await compareFile(services, file, scope);
  void showResult(services, path.basename(file), scope, comparison, sha256);
}

/** SHA-256 settles nearly all; where only others are listed, the file is read once more for them. */
async function compareFile(services: DownloadServices, file: string, scope: SearchScope) {
  const name = path.basename(file);
  const hashing = vscode.l10n.t('Hashing {0}', name);
  const hashWith = async <Name extends HashName>(names: readonly Name[]) => {
    const { hashes } = await withTransferProgress(hashing, ({ reportBytes }, signal) =>
      hashFile(file, names, reportBytes, signal),
    );
    return hashes;
  };
  const api = await services.connections.api(connectionOf(scope.repository));
  const comparing = vscode.l10n.t('Comparing {0} with {1}', name, scope.of.package);
  const search = (hashes: Hashes) =>
    withProgress(comparing, (signal, report) => {
      const onProgress = (versions: number) => report(vscode.l10n.t('{0} versions', versions));
      return findMatchingAsset(api, scope, hashes, onProgress, signal);
    });
  const first = await hashWith(['SHA-256']);
  const comparison = await search(first);
  const { match, missingHashes } = comparison;
  const isSettled = match !== undefined || missingHashes.length === 0;
  return {
    sha256: first['SHA-256'],
    comparison: isSettled
      ? comparison
      : await search({ ...first, ...(await hashWith(missingHashes)) }),
  };
}

async function pickLocalFile(args: readonly unknown[]): Promise<string | undefined> {
  const selectedUris = collectUris(...args);
  const uris =
    selectedUris.length > 0
      ? selectedUris
      : await vscode.window.showOpenDialog({
          title: vscode.l10n.t('Choose the file to compare'),
          openLabel: vscode.l10n.t('Compare'),
          defaultUri: vscode.Uri.file(defaultDialogFolder()),
        });
  const [source] = (uris && uris.length > 0 && (await resolveSources(uris, 'files'))) || [];
  if (!source) return undefined;
  if (!source.isFolder) return source.path;
  const reason = vscode.l10n.t('it is a folder, and assets are files');
  throw new Failure('file-unreadable', source.path, { reason });
}

function toSearchScope([node]: readonly unknown[]): SearchScope | undefined {
  const version = isAssetNode(node) ? node.parent : node;
  if (isVersionNode(version)) {
    const repository = repositoryNodeOf(version);
    return { repository, of: packageOf(version.version), only: version.version };
  }
  if (nodeKind(node) !== 'package') return undefined;
  const packageNode = node as PackageNode;
  return { repository: repositoryNodeOf(packageNode), of: packageNode.package };
}

async function pickSearchScope(services: DownloadServices): Promise<SearchScope | undefined> {
  const repository = await showRepositoryPicker(services);
  if (!repository) return undefined;
  const api = await services.connections.api(connectionOf(repository));
  const of = await showPackagePicker(api, repository.repository);
  return of && { repository, of };
}

async function showResult(
  services: DownloadServices,
  name: string,
  { repository, of }: SearchScope,
  comparison: AssetComparison,
  sha256: string,
): Promise<void> {
  const { match } = comparison;
  const copy = vscode.l10n.t('Copy SHA-256');
  const show = vscode.l10n.t('Show in Tree');
  const chosen = match
    ? await vscode.window.showInformationMessage(describeMatch(name, match), show, copy)
    : await vscode.window.showWarningMessage(describeMismatch(name, of, comparison), copy);
  if (chosen === copy) await vscode.env.clipboard.writeText(sha256);
  if (chosen === show && match) await revealVersion(services, repository, match.version);
}

/** What is said of a file that an asset equals. */
export function describeMatch(name: string, { asset, version, hashName }: MatchingAsset): string {
  const where = formatVersion(version);
  return hashName === 'SHA-256'
    ? vscode.l10n.t(
        '{0} is the published {1} of {2}: the SHA-256 is the same.',
        name,
        visibleText(asset.name),
        where,
      )
    : vscode.l10n.t(
        '{0} seems to be the published {1} of {2}: the {3} is the same, and CodeArtifact lists no SHA-256.',
        name,
        visibleText(asset.name),
        where,
        hashName,
      );
}

/** What is said of a file that no asset is known to equal. */
export function describeMismatch(
  name: string,
  of: Package,
  { versionCount, withoutHashCount }: Pick<AssetComparison, 'versionCount' | 'withoutHashCount'>,
): string {
  const found =
    versionCount === 1
      ? vscode.l10n.t(
          '{0} matches no asset of {1} (one version was compared).',
          name,
          visibleText(of.package),
        )
      : vscode.l10n.t(
          '{0} matches no asset of {1} ({2} versions were compared).',
          name,
          visibleText(of.package),
          versionCount,
        );
  if (withoutHashCount === 0) return found;
  return `${found} ${vscode.l10n.t('Assets that could not be compared, since CodeArtifact lists no hash of them: {0}.', withoutHashCount)}`;
}
