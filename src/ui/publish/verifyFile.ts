import path from 'node:path';
import * as vscode from 'vscode';
import type { VersionSummary } from '../../model/codeArtifact';
import type { Package } from '../../model/coordinates';
import { packageOf } from '../../model/coordinates';
import { visibleText } from '../../model/visibleText';
import {
  connectionOf,
  isAssetNode,
  isVersionNode,
  kindOf,
  type PackageNode,
  type RepositoryNode,
} from '../explorer/node';
import { pickRepository } from '../commands/pickRepository';
import { withProgress } from '../progress';
import type { Services } from '../services';
import { archiveRoom } from './archiveRoom';
import { findEqual, type Comparison } from './findEqual';
import { startFolder } from './localTargets';
import { showVersion } from './showVersion';
import { findSources, givenUris } from './sources';
import { withTransfer } from './transferProgress';
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
  const { hashFile } = await archiveRoom();
  const name = path.basename(file);
  const { hashes } = await withTransfer(vscode.l10n.t('Hashing {0}', name), ({ bytes }, signal) =>
    hashFile(file, bytes, signal),
  );
  const api = await services.connections.api(connectionOf(place.repository));
  const title = vscode.l10n.t('Comparing {0} with {1}', name, place.of.package);
  const comparison = await withProgress(title, (signal, report) =>
    findEqual(
      api,
      place,
      hashes,
      versions => report(vscode.l10n.t('{0} versions', versions)),
      signal,
    ),
  );
  void tell(services, name, place, comparison, hashes['SHA-256']);
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
  return source?.isFolder === false ? source.path : undefined;
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
  const title = vscode.l10n.t('Asking for the packages of {0}', repository.repository.repository);
  const { items } = await withProgress(title, signal =>
    api.packages(repository.repository, {}, undefined, signal),
  );
  const picked = await vscode.window.showQuickPick(
    items.map(of => ({
      label: visibleText(of.package),
      description: visibleText(of.namespace ?? of.format),
      of,
    })),
    {
      placeHolder: vscode.l10n.t('Compare with the versions of which package?'),
      matchOnDescription: true,
    },
  );
  return picked && { repository, of: picked.of };
}

async function tell(
  services: Services,
  name: string,
  { repository, of }: Place,
  { equal, versions }: Comparison,
  sha256: string,
): Promise<void> {
  const copy = vscode.l10n.t('Copy SHA-256');
  const show = vscode.l10n.t('Show in Tree');
  const chosen = equal
    ? await vscode.window.showInformationMessage(
        vscode.l10n.t(
          '{0} is {1} of {2}: the same SHA-256.',
          name,
          visibleText(equal.asset.name),
          versionText(equal.version),
        ),
        show,
        copy,
      )
    : await vscode.window.showWarningMessage(
        versions === 1
          ? vscode.l10n.t('{0} equals no asset of this version of {1}.', name, of.package)
          : vscode.l10n.t('{0} equals no asset of {1} ({2} versions).', name, of.package, versions),
        copy,
      );
  if (chosen === copy) await vscode.env.clipboard.writeText(sha256);
  if (chosen === show && equal) await showVersion(services, repository, equal.version);
}
