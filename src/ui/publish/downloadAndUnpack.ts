import path from 'node:path';
import * as vscode from 'vscode';
import type { UnpackedArchive } from '../../archive/unpack/unpackArchive';
import { Failure, isFailure } from '../../model/failure';
import type { Services } from '../services';
import { requireTrust } from '../trust';
import { archiveRoom } from './archiveRoom';
import { askNewFolder, pickFolder } from './localTargets';
import { chosenAssets, type ChosenAssets } from './pickAsset';
import { retryTeller } from './sendArchive';
import { withTransfer } from './transferProgress';

interface Unpacked extends UnpackedArchive {
  /** Whether there was a SHA-256 to compare the archive with. */
  readonly verified: boolean;
}

/** Fetches an archive and unpacks it into a new folder: all of it, or nothing. */
export async function downloadAndUnpack(services: Services, node: unknown): Promise<void> {
  requireTrust();
  const chosen = await chosenAssets(services, node, false);
  if (!chosen) return;
  const title = vscode.l10n.t('Unpack {0}', chosen.assets[0].name);
  const parent = await pickFolder(title, vscode.l10n.t('Unpack Here'));
  if (parent === undefined) return;
  const { safeLocalName } = await archiveRoom();
  const { version } = chosen;
  const proposed = safeLocalName(`${version.package}-${version.version}`);
  const target = await askNewFolder(parent, proposed);
  if (target !== undefined) void tellUnpacked(await fetched(services, chosen, target));
}

async function fetched(
  { log, transfers }: Services,
  { api, version, assets: [asset] }: ChosenAssets,
  target: string,
): Promise<Unpacked> {
  const room = await archiveRoom();
  const folder = path.dirname(target);
  const title = vscode.l10n.t('Downloading {0}', asset.name);
  return await withTransfer(title, ({ bytes: progress, say }, signal) =>
    transfers.during(folder, async () => {
      const fetching = { clock: room.systemClock, progress, onRetry: retryTeller(log, say) };
      const archive = await room.fetchTemporary(api, { version, asset }, folder, fetching, signal);
      try {
        say(vscode.l10n.t('unpacking'));
        const silent = (): undefined => undefined;
        const unpacked = await room
          .unpackArchive(archive.path, target, room.usualLimits, silent, signal)
          .catch((error: unknown) => {
            throw renamed(error, asset.name);
          });
        return { ...unpacked, verified: archive.sha256 !== undefined };
      } finally {
        await archive.dispose();
      }
    }),
  );
}

/** A temporary file's name says nothing to anybody. */
function renamed(error: unknown, name: string): unknown {
  if (!isFailure(error) || error.code !== 'archive-refused') return error;
  return new Failure(error.code, name, error.details, { cause: error });
}

async function tellUnpacked({ folder, files, warnings, verified }: Unpacked): Promise<void> {
  const open = vscode.l10n.t('Open Folder');
  const name = path.basename(folder);
  const what = verified
    ? vscode.l10n.t('{0} files unpacked into {1}; SHA-256 verified.', files, name)
    : vscode.l10n.t('{0} files unpacked into {1}; not verified.', files, name);
  const [warning] = warnings;
  const text = warning
    ? vscode.l10n.t(
        '{0} Beware: {1} in it runs by itself in editors or git. Look at it before you trust the folder.',
        what,
        warning.path,
      )
    : what;
  const show = vscode.l10n.t('Show in Explorer');
  const inside = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder)) !== undefined;
  const buttons = inside ? [show, open] : [open];
  const chosen = warning
    ? await vscode.window.showWarningMessage(text, ...buttons)
    : await vscode.window.showInformationMessage(text, ...buttons);
  const uri = vscode.Uri.file(folder);
  if (chosen === show) await vscode.commands.executeCommand('revealInExplorer', uri);
  if (chosen === open)
    await vscode.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow: true });
}
