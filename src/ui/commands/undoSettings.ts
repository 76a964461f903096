import * as vscode from 'vscode';
import { Secret } from '../../model/secret';
import { named } from '../maven/mavenFiles';
import { mavenRoom } from '../maven/mavenRoom';
import { withProgress } from '../progress';
import type { Services } from '../services';
import { requireTrust } from '../trust';

/** Takes out of settings.xml what our last change put in; what others changed since stays. */
export async function undoSettings({ writer, showTokens }: Services): Promise<void> {
  requireTrust();
  const undone = await withProgress(vscode.l10n.t('Undoing the last change'), async signal => {
    const entry = await writer.lastEdit(signal);
    if (!entry) return undefined;
    const { isOurPassword, undoEdit } = await mavenRoom();
    const wroteIt = await writer.wroteIt(signal);
    const ours = (text: string) =>
      isOurPassword({ kind: 'literal', value: new Secret(text) }, wroteIt);
    await writer.write(
      entry.file,
      bytes => {
        if (!bytes) return 'unchanged';
        const { bytes: undone, changed } = named(entry.file, () =>
          undoEdit(bytes, entry.record, ours),
        );
        return changed ? (undone ?? 'removed') : 'unchanged';
      },
      signal,
    );
    await writer.dropEdit(signal);
    return entry.file;
  });
  vscode.window.setStatusBarMessage(
    undone === undefined
      ? vscode.l10n.t('$(info) There is no change of ours to undo')
      : vscode.l10n.t('$(check) Undone in {0}', undone),
    5000,
  );
  await showTokens();
}
