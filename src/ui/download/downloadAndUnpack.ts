import path from 'node:path';
import * as vscode from 'vscode';
import type { UnpackedArchive } from '../../archive/unpack/unpackArchive';
import type { UnpackWarning } from '../../archive/unpack/warnings';
import type { HashName } from '../../core/asset';
import { Failure, isFailure } from '../../core/failure';
import { visibleText } from '../../shared/visibleText';
import { advise } from '../errors/advice';
import type { AssetNode } from '../explorer/node';
import type { Services } from '../common/services';
import { requireTrust } from '../common/trust';
import { archiveRoom } from '../publish/archiveRoom';
import { askNewFolder, pickFolder } from './localTargets';
import { chosenAssets, type ChosenAssets } from './pickAsset';
import { retryTeller } from '../publish/sendArchive';
import { withTransfer } from '../common/transferProgress';
import { verifiedText } from './verifiedText';

interface Unpacked extends UnpackedArchive {
  /** The hash that the archive was compared by. */
  readonly compared: HashName | undefined;
}

/** Fetches an archive and unpacks it into a new folder: all of it, or nothing. */
export async function downloadAndUnpack(services: Services, node: unknown): Promise<void> {
  requireTrust();
  const chosen = await chosenAssets(services, node, 'archive');
  if (!chosen) return;
  const title = vscode.l10n.t('Unpack {0}', chosen.assets[0].name);
  const parent = await pickFolder(title, vscode.l10n.t('Unpack Here'));
  if (parent === undefined) return;
  const { safeLocalName } = await archiveRoom();
  const { version } = chosen;
  const proposed = safeLocalName(`${version.package}-${version.version}`);
  const target = await askNewFolder(parent, proposed);
  if (target === undefined) return;
  try {
    void tellUnpacked(await fetched(services, chosen, target));
  } catch (error) {
    if (!isFailure(error) || error.code !== 'archive-refused') throw error;
    void tellRefused(services, chosen, error);
  }
}

/** What cannot be unpacked can still be had as it is. */
async function tellRefused(
  { log }: Services,
  { node, assets: [asset] }: ChosenAssets,
  refused: Failure,
): Promise<void> {
  log.warn('not unpacked', refused.message, JSON.stringify(refused.details));
  const download = vscode.l10n.t('Download…');
  const { message } = advise(refused);
  if ((await vscode.window.showErrorMessage(visibleText(message, 1000), download)) !== download)
    return;
  const it: AssetNode = { kind: 'asset', parent: node, asset };
  await vscode.commands.executeCommand('codeartifact.download', it);
}

async function fetched(
  { log, transfers }: Services,
  { api, version, assets: [asset] }: ChosenAssets,
  target: string,
): Promise<Unpacked> {
  const room = await archiveRoom();
  const folder = path.dirname(target);
  return await transfers.during(folder, async () => {
    const downloading = vscode.l10n.t('Downloading {0}', asset.name);
    const archive = await withTransfer(downloading, ({ bytes: progress, say }, signal) => {
      const fetching = { clock: room.systemClock, progress, onRetry: retryTeller(log, say) };
      return room.fetchArchive(api, { version, asset }, folder, fetching, signal);
    });
    try {
      const unpacking = vscode.l10n.t('Unpacking {0}', asset.name);
      const unpacked = await withTransfer(unpacking, ({ part }, signal) =>
        room.unpackArchive(archive.path, target, room.usualLimits, part, signal),
      );
      return { ...unpacked, compared: archive.compared };
    } catch (error) {
      throw renamed(error, asset.name);
    } finally {
      await archive.dispose();
    }
  });
}

/** A temporary file's name says nothing to anybody. */
function renamed(error: unknown, name: string): unknown {
  if (!isFailure(error) || error.code !== 'archive-refused') return error;
  const { reason = '' } = error.details;
  return new Failure(error.code, name, { reason }, { cause: error });
}

async function tellUnpacked({ folder, files, warnings, compared }: Unpacked): Promise<void> {
  const open = vscode.l10n.t('Open Folder');
  const name = path.basename(folder);
  const state = verifiedText([compared]);
  const what =
    files === 1
      ? vscode.l10n.t('1 file unpacked into {0}; {1}.', name, state)
      : vscode.l10n.t('{0} files unpacked into {1}; {2}.', files, name, state);
  const text = [what, ...warningText(warnings)].join(' ');
  const show = vscode.l10n.t('Show in Explorer');
  const inside = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder)) !== undefined;
  const buttons = inside ? [show, open] : [open];
  const chosen =
    warnings.length > 0
      ? await vscode.window.showWarningMessage(text, ...buttons)
      : await vscode.window.showInformationMessage(text, ...buttons);
  const uri = vscode.Uri.file(folder);
  if (chosen === show) await vscode.commands.executeCommand('revealInExplorer', uri);
  if (chosen === open)
    await vscode.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow: true });
}

const mostNamed = 3;

function warningText(warnings: readonly UnpackWarning[]): readonly string[] {
  if (warnings.length === 0) return [];
  const named = warnings.slice(0, mostNamed).map(it => visibleText(it.path));
  const more = warnings.length - named.length;
  const all = more > 0 ? [...named, vscode.l10n.t('{0} more', more)] : named;
  return [
    vscode.l10n.t(
      'Beware of {0}: editors, git or builds may run what is in there by themselves. Look at it before you trust the folder.',
      all.join(', '),
    ),
  ];
}
