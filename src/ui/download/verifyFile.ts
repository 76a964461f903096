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
  kindOf,
  type PackageNode,
  type RepositoryNode,
} from '../explorer/node';
import { pickRepository } from '../common/pickRepository';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import { archiveRoom } from '../publish/archiveRoom';
import { findEqual, type Comparison, type EqualAsset } from './findEqual';
import { startFolder } from './localTargets';
import { pickPackage } from './pickPackage';
import { showVersion } from './showVersion';
import { findSources, givenUris } from '../publish/sources';
import { withTransfer } from '../common/transferProgress';
import { versionText } from './versionText';

/** Where to look for equal bytes. */
interface Place {
  readonly repository: RepositoryNode;
  readonly of: Package;
  readonly only?: VersionSummary;
}

/**
 * Hashes a local file and says which asset of a package it equals, if any. Called with a version, an
 * asset or a package of the tree, or with a file.
 */
export async function verifyFile(services: Services, ...args: readonly unknown[]): Promise<void> {
  const file = await localFile(args);
  if (file === undefined) return;
  const place = placeOf(args) ?? (await pickPlace(services));
  if (!place) return;
  const { sha256, comparison } = await compared(services, file, place);
  void tell(services, path.basename(file), place, comparison, sha256);
}

/** SHA-256 settles nearly all; where only others are listed, the file is read once more for them. */
async function compared(services: Services, file: string, place: Place) {
  const { hashFile } = await archiveRoom();
  const name = path.basename(file);
  const hashing = vscode.l10n.t('Hashing {0}', name);
  const hashed = async <Name extends HashName>(names: readonly Name[]) => {
    const { hashes } = await withTransfer(hashing, ({ bytes }, signal) =>
      hashFile(file, names, bytes, signal),
    );
    return hashes;
  };
  const api = await services.connections.api(connectionOf(place.repository));
  const comparing = vscode.l10n.t('Comparing {0} with {1}', name, place.of.package);
  const found = (hashes: Hashes) =>
    withProgress(comparing, (signal, report) => {
      const told = (versions: number) => report(vscode.l10n.t('{0} versions', versions));
      return findEqual(api, place, hashes, told, signal);
    });
  const first = await hashed(['SHA-256']);
  const comparison = await found(first);
  const { equal, wanting } = comparison;
  const settled = equal !== undefined || wanting.length === 0;
  return {
    sha256: first['SHA-256'],
    comparison: settled ? comparison : await found({ ...first, ...(await hashed(wanting)) }),
  };
}

async function localFile(args: readonly unknown[]): Promise<string | undefined> {
  const given = givenUris(...args);
  const uris =
    given.length > 0
      ? given
      : await vscode.window.showOpenDialog({
          title: vscode.l10n.t('Choose the file to compare'),
          openLabel: vscode.l10n.t('Compare'),
          defaultUri: vscode.Uri.file(startFolder()),
        });
  const [source] = (uris && uris.length > 0 && (await findSources(uris, 'files'))) || [];
  if (!source) return undefined;
  if (!source.isFolder) return source.path;
  const reason = vscode.l10n.t('it is a folder, and assets are files');
  throw new Failure('file-unreadable', source.path, { reason });
}

function placeOf([node]: readonly unknown[]): Place | undefined {
  const version = isAssetNode(node) ? node.parent : node;
  if (isVersionNode(version)) {
    const repository = version.parent.parent.parent;
    return { repository, of: packageOf(version.version), only: version.version };
  }
  if (kindOf(node) !== 'package') return undefined;
  const it = node as PackageNode;
  return { repository: it.parent.parent, of: it.package };
}

async function pickPlace(services: Services): Promise<Place | undefined> {
  const repository = await pickRepository(services);
  if (!repository) return undefined;
  const api = await services.connections.api(connectionOf(repository));
  const of = await pickPackage(api, repository.repository);
  return of && { repository, of };
}

async function tell(
  services: Services,
  name: string,
  { repository, of }: Place,
  comparison: Comparison,
  sha256: string,
): Promise<void> {
  const { equal } = comparison;
  const copy = vscode.l10n.t('Copy SHA-256');
  const show = vscode.l10n.t('Show in Tree');
  const chosen = equal
    ? await vscode.window.showInformationMessage(equalText(name, equal), show, copy)
    : await vscode.window.showWarningMessage(unequalText(name, of, comparison), copy);
  if (chosen === copy) await vscode.env.clipboard.writeText(sha256);
  if (chosen === show && equal) await showVersion(services, repository, equal.version);
}

/** What is said of a file that an asset equals. */
export function equalText(name: string, { asset, version, by }: EqualAsset): string {
  const where = versionText(version);
  return by === 'SHA-256'
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
        by,
      );
}

/** What is said of a file that no asset is known to equal. */
export function unequalText(
  name: string,
  of: Package,
  { versions, unknown }: Pick<Comparison, 'versions' | 'unknown'>,
): string {
  const found =
    versions === 1
      ? vscode.l10n.t(
          '{0} matches no asset of {1} (one version was compared).',
          name,
          visibleText(of.package),
        )
      : vscode.l10n.t(
          '{0} matches no asset of {1} ({2} versions were compared).',
          name,
          visibleText(of.package),
          versions,
        );
  if (unknown === 0) return found;
  return `${found} ${vscode.l10n.t('Assets that could not be compared, since CodeArtifact lists no hash of them: {0}.', unknown)}`;
}
