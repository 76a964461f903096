import * as vscode from 'vscode';
import type { PublishServices } from './publishServices';

/** Deletes the temporary files that killed transfers left. */
export function registerPublish({
  transfers,
}: Pick<PublishServices, 'transfers'>): vscode.Disposable {
  void transfers.sweep(Date.now());
  return vscode.Disposable.from();
}
