import * as vscode from 'vscode';
import { Secret } from '../../core/secret';
import { gradleRoom } from './gradle/gradleRoom';
import { named } from './maven/mavenFiles';
import { mavenRoom } from './maven/mavenRoom';
import type { UndoEntry } from '../common/settingsWriter';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import { requireTrust } from '../common/trust';

/**
 * Takes out of settings.xml or gradle.properties what our last change put in; what others changed
 * since stays.
 */
export async function undoSettings({ writer, showTokens }: Services): Promise<void> {
  requireTrust();
  const undone = await withProgress(vscode.l10n.t('Undoing the last change'), async signal => {
    const entry = await writer.lastEdit(signal);
    if (!entry) return undefined;
    const undo = await undoing(entry, await writer.wroteIt(signal));
    await writer.write(
      entry.file,
      bytes => {
        if (!bytes) return 'unchanged';
        const { bytes: undone, changed } = named(entry.file, () => undo(bytes));
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

type Undo = (bytes: Uint8Array) => { bytes: Uint8Array | undefined; changed: boolean };

async function undoing({ record }: UndoEntry, wroteIt: (text: string) => boolean): Promise<Undo> {
  if ('name' in record) {
    const { isOurValue, undoProperty } = await gradleRoom();
    return bytes => undoProperty(bytes, record, value => isOurValue(value, wroteIt));
  }
  const { isOurPassword, undoEdit } = await mavenRoom();
  const ours = (text: string) =>
    isOurPassword({ kind: 'literal', value: new Secret(text) }, wroteIt);
  return bytes => undoEdit(bytes, record, ours);
}
