import * as vscode from 'vscode';
import { Secret } from '../../core/secret';
import { withFileContext } from './maven/mavenFiles';
import type { UndoEntry } from './undoHistory';
import { withProgress } from '../common/progress';
import type { BuildToolServices } from './buildToolServices';
import { requireTrust } from '../common/requireTrust';
import { isOurValue } from '../../gradle/decidePropertyOwnership';
import { undoProperty } from '../../gradle/removeProperty';
import { isOurPassword } from '../../maven/decideOwnership';
import { undoEdit } from '../../maven/undoEdit';

/**
 * Takes out of settings.xml or gradle.properties what our last change put in; what others changed
 * since stays.
 */
export async function undoSettings({
  fileEditor,
  tokenLedger,
  undoHistory,
  refreshTokenStatus,
}: BuildToolServices): Promise<void> {
  requireTrust();
  const undoneFile = await withProgress(vscode.l10n.t('Undoing the last change'), async signal => {
    const entry = await undoHistory.last(signal);
    if (!entry) return undefined;
    const undo = createUndo(entry, await tokenLedger.createTokenMatcher(signal));
    await fileEditor.edit(
      entry.file,
      bytes => {
        if (!bytes) return 'unchanged';
        const { bytes: restored, changed } = withFileContext(entry.file, () => undo(bytes));
        return changed ? (restored ?? 'removed') : 'unchanged';
      },
      signal,
    );
    await undoHistory.dropLast(signal);
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

function createUndo({ record }: UndoEntry, isWrittenByUs: (text: string) => boolean): UndoFunction {
  if ('name' in record) {
    return bytes => undoProperty(bytes, record, value => isOurValue(value, isWrittenByUs));
  }
  const isOurs = (text: string) =>
    isOurPassword({ kind: 'literal', value: new Secret(text) }, isWrittenByUs);
  return bytes => undoEdit(bytes, record, isOurs);
}
