import * as vscode from 'vscode';
import type { BuildFailureServices } from './buildFailureServices';
import { affectsSettingsLocation, notifySettingsMismatch } from './notifySettingsMismatch';
import { watchBuilds } from './watchBuilds';

/** Watches builds for rejected requests, and the settings for what makes builds disagree. */
export function registerBuildFailures({
  memento,
  mavenFiles,
  buildFailures,
}: BuildFailureServices): vscode.Disposable {
  const abort = new AbortController();
  void notifySettingsMismatch(memento, mavenFiles, abort.signal);
  return vscode.Disposable.from(
    { dispose: () => abort.abort() },
    watchBuilds(buildFailures),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (affectsSettingsLocation(event))
        void notifySettingsMismatch(memento, mavenFiles, abort.signal);
    }),
  );
}
