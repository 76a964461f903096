import * as vscode from 'vscode';
import { readBytes } from '../../files/readBytes';
import type { BuildToolServices } from './buildToolServices';

/** Opens the settings.xml that Maven uses; where there is none, an unsaved one in its place. */
export async function openMavenSettings({ mavenFiles }: BuildToolServices): Promise<void> {
  const { signal } = new AbortController();
  const { path } = await mavenFiles.locate(signal);
  const uri = vscode.Uri.file(path);
  const exists = (await readBytes(path, {}, signal)) !== undefined;
  await vscode.window.showTextDocument(exists ? uri : uri.with({ scheme: 'untitled' }));
}
