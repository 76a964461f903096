import * as vscode from 'vscode';
import { Secret } from '../../core/secret';
import { loadGradle } from './gradle/loadGradle';
import { withFileContext } from './maven/mavenFiles';
import { loadMaven } from './maven/loadMaven';
import type { UndoEntry } from '../common/settingsWriter';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import { requireTrust } from '../common/requireTrust';

/**
 * Takes out of settings.xml or gradle.properties what our last change put in; what others changed
 * since stays.
 */
export async function undoSettings({ writer, refreshTokenStatus }: Services): Promise<void> {
  requireTrust();
  const undoneFile = await withProgress(vscode.l10n.t('Undoing the last change'), async signal => {
    const entry = await writer.lastEdit(signal);
    if (!entry) return undefined;
    const undo = await createUndo(entry, await writer.wroteIt(signal));
    await writer.write(
      entry.file,
      bytes => {
        if (!bytes) return 'unchanged';
        const { bytes: restored, changed } = withFileContext(entry.file, () => undo(bytes));
        return changed ? (restored ?? 'removed') : 'unchanged';
      },
      signal,
    );
    await writer.dropEdit(signal);
    return entry.file;
  });
  vscode.window.setStatusBarMessage(
    undoneFile === undefined
      ? vscode.l10n.t('$(info) There is no change of ours to undo')
      : vscode.l10n.t('$(check) Undone in {0}', undoneFile),
    5000,
  );
  await refreshTokenStatus();
}

type UndoFunction = (bytes: Uint8Array) => { bytes: Uint8Array | undefined; changed: boolean };

async function createUndo(
  { record }: UndoEntry,
  wroteIt: (text: string) => boolean,
): Promise<UndoFunction> {
  if ('name' in record) {
    const { isOurValue, undoProperty } = await loadGradle();
    return bytes => undoProperty(bytes, record, value => isOurValue(value, wroteIt));
  }
  const { isOurPassword, undoEdit } = await loadMaven();
  const isOurs = (text: string) =>
    isOurPassword({ kind: 'literal', value: new Secret(text) }, wroteIt);
  return bytes => undoEdit(bytes, record, isOurs);
}
