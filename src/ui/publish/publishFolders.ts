import path from 'node:path';
import * as vscode from 'vscode';
import { Failure, isCancelled } from '../../core/failure';
import { isRepositoryNode } from '../explorer/node';
import type { PublishServices } from './publishServices';
import { requireTrust } from '../common/requireTrust';
import type { PublishTarget } from './runPublishTargetWizard';
import { prepareArchive } from './prepareArchive';
import { readSuggestedValues } from './readSuggestedValues';
import { runPublishWizard } from './runPublishWizard';
import { publishSources } from './publishSources';
import { uploadArchive } from './uploadArchive';
import { resolveSources, collectUris, type LocalSource } from '../common/localSources';
import { showPublishedNotification } from './showPublishedNotification';
import { showInterruptedPublishNotification } from './showInterruptedPublishNotification';

/**
 * Publishes folders as one archive, after a preview. The arguments are the selection in the
 * Explorer, a repository, or both if files were dropped on a repository. A single file is published
 * without packing.
 */
export async function publishFolders(
  services: PublishServices,
  ...args: readonly unknown[]
): Promise<void> {
  requireTrust();
  const sources = await resolveSources(collectUris(...args), 'folders');
  if (!sources) return;
  const presetRepository = args.find(isRepositoryNode);
  const [source] = sources;
  if (sources.length === 1 && !source.isFolder) {
    await publishSources(services, sources, presetRepository);
    return;
  }
  if ((await Promise.all(sources.map(isEmptyFolder))).every(Boolean))
    throw new Failure('publish-refused', formatSourceNames(sources), {
      reason: vscode.l10n.t('it is empty'),
    });
  const title = vscode.l10n.t('Publish {0}', formatSourceNames(sources));
  const suggested = await readSuggestedValues(sources);
  await runPublishWizard(
    services,
    { title, suggested, resumable: false },
    presetRepository,
    target => publishArchive(services, sources, target),
  );
}

/** Checked before the first question. A folder that cannot be read is reported later. */
async function isEmptyFolder({ path: folder, isFolder }: LocalSource): Promise<boolean> {
  if (!isFolder) return false;
  const entries = vscode.workspace.fs.readDirectory(vscode.Uri.file(folder));
  return await entries.then(
    ({ length }) => length === 0,
    () => false,
  );
}

async function publishArchive(
  services: PublishServices,
  sources: readonly LocalSource[],
  target: PublishTarget,
): Promise<'back' | undefined> {
  const asset = archiveName(target);
  const packed = await prepareArchive(services, { sources, target, asset });
  if (packed === undefined || packed === 'back') return packed;
  try {
    const readBackResult = await uploadArchive(services, target, asset, packed);
    void showPublishedNotification(services, target, readBackResult ? [readBackResult] : []);
    return undefined;
  } catch (error) {
    if (isCancelled(error)) void showInterruptedPublishNotification(services, target);
    throw error;
  } finally {
    await packed.dispose();
  }
}

/** `NAME-VERSION.tar.gz`, without the characters that are not allowed in the name of an asset. */
function archiveName({ version }: PublishTarget): string {
  const plain = `${version.package}-${version.version}`
    .replace(/[^\p{L}\p{Nl}\p{Nd}~!@^&()\-_+[\]{};,.`]+/gu, '-')
    .slice(0, 200);
  return `${plain}.tar.gz`;
}

function formatSourceNames(sources: readonly LocalSource[]): string {
  const [first, ...others] = sources.map(it => path.basename(it.path));
  return others.length === 0
    ? (first ?? '')
    : vscode.l10n.t('{0} and {1} more', first ?? '', others.length);
}
