import * as vscode from 'vscode';
import { makePrivate } from '../../../files/makePrivate';
import { report } from '../../errors/report';

const key = 'toldOpen';

/** Tells once that others on this machine can read `file`, which now holds a token, and closes it on a click. */
export async function offerPrivacy(
  log: vscode.LogOutputChannel,
  memento: vscode.Memento,
  file: string,
): Promise<void> {
  const told = memento.get<readonly string[]>(key, []);
  if (told.includes(file)) return;
  await memento.update(key, [...told, file]);
  const close = vscode.l10n.t('Make It Private');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Other users of this machine can read {0}, which holds a token.', file),
    close,
  );
  if (chosen !== close) return;
  try {
    await makePrivate(file);
  } catch (error) {
    void report(log, 'makePrivate', error);
  }
}
