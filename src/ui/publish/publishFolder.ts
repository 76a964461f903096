import path from 'node:path';
import * as vscode from 'vscode';
import { Failure, isCancelled } from '../../core/failure';
import { isRepositoryNode } from '../explorer/node';
import type { Services } from '../common/services';
import { requireTrust } from '../common/trust';
import type { Target } from './askTarget';
import { prepareArchive } from './prepareArchive';
import { projectValues } from './projectValues';
import { publishing } from './publishing';
import { publishSources } from './publishSources';
import { sendArchive } from './sendArchive';
import { findSources, givenUris, type Source } from './sources';
import { tellPublished } from './tellPublished';
import { tellWhatIsLeft } from './tellWhatIsLeft';

/**
 * Publishes folders as one archive, after showing what it holds. Called with what is selected in the
 * file explorer, with a repository, or with both when something was dropped on one. A single file is
 * published as it is.
 */
export async function publish(services: Services, ...args: readonly unknown[]): Promise<void> {
  requireTrust();
  const sources = await findSources(givenUris(...args), 'folders');
  if (!sources) return;
  const given = args.find(isRepositoryNode);
  const [source] = sources;
  if (sources.length === 1 && !source.isFolder) {
    await publishSources(services, sources, given);
    return;
  }
  if ((await Promise.all(sources.map(isEmpty))).every(Boolean))
    throw new Failure('publish-refused', titleOf(sources), { reason: 'there is nothing in it' });
  const title = vscode.l10n.t('Publish {0}', titleOf(sources));
  const first = await projectValues(sources);
  await publishing(services, { title, first, resumable: false }, given, target =>
    publishTo(services, sources, target),
  );
}

/** What can be told before anything is asked. A folder that cannot be read is told of later. */
async function isEmpty({ path: folder, isFolder }: Source): Promise<boolean> {
  if (!isFolder) return false;
  const held = vscode.workspace.fs.readDirectory(vscode.Uri.file(folder));
  return await held.then(
    ({ length }) => length === 0,
    () => false,
  );
}

async function publishTo(
  services: Services,
  sources: readonly Source[],
  target: Target,
): Promise<'back' | undefined> {
  const asset = archiveName(target);
  const packed = await prepareArchive(services, { sources, target, asset });
  if (packed === undefined || packed === 'back') return packed;
  try {
    const back = await sendArchive(services, target, asset, packed);
    void tellPublished(services, target, back ? [back] : []);
    return undefined;
  } catch (error) {
    if (isCancelled(error)) void tellWhatIsLeft(services, target);
    throw error;
  } finally {
    await packed.dispose();
  }
}

/** `NAME-VERSION.tar.gz`, without what an asset's name may not hold. */
function archiveName({ version }: Target): string {
  const plain = `${version.package}-${version.version}`
    .replace(/[^\p{L}\p{Nl}\p{Nd}~!@^&()\-_+[\]{};,.`]+/gu, '-')
    .slice(0, 200);
  return `${plain}.tar.gz`;
}

function titleOf(sources: readonly Source[]): string {
  const [first, ...others] = sources.map(it => path.basename(it.path));
  return others.length === 0
    ? (first ?? '')
    : vscode.l10n.t('{0} and {1} more', first ?? '', others.length);
}
