import * as vscode from 'vscode';
import { makePrivate } from '../../files/makePrivate';
import { showError } from '../errors/showError';

const key = 'toldOpen';

/** Tells once that others on this machine can read `file`, which now holds a token, and closes it on a click. */
export async function notifyReadableByOthers(
  log: vscode.LogOutputChannel,
  memento: vscode.Memento,
  file: string,
): Promise<void> {
  const notifiedFiles = memento.get<readonly string[]>(key, []);
  if (notifiedFiles.includes(file)) return;
  await memento.update(key, [...notifiedFiles, file]);
  const makePrivateButton = vscode.l10n.t('Make It Private');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Other users of this machine can read {0}, which holds a token.', file),
    makePrivateButton,
  );
  if (chosen !== makePrivateButton) return;
  try {
    await makePrivate(file);
  } catch (error) {
    void showError(log, 'makePrivate', error);
  }
}
