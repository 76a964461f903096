import path from 'node:path';
import * as vscode from 'vscode';
import { visibleText } from '../../shared/visibleText';
import type { FailedDownloads } from './findFailedDownloads';

const maxShownFolders = 6;

/** Shows what would be removed, and asks; closing the question is a no. */
export async function confirmClearFailureMarkers(failures: FailedDownloads): Promise<boolean> {
  const yes = vscode.l10n.t('Remove');
  const { markers } = failures.plan;
  const message =
    markers.length === 1
      ? vscode.l10n.t('Remove one note of a failed download?')
      : vscode.l10n.t('Remove {0} notes of failed downloads?', markers.length);
  const options = { modal: true, detail: detail(failures) };
  return (await vscode.window.showWarningMessage(message, options, yes)) === yes;
}

function detail({ plan, repositories }: FailedDownloads): string {
  const affectedRepositories = repositories.filter(it =>
    plan.markers.some(({ file }) => isIn(file, it.path)),
  );
  const repositoryNames = affectedRepositories.map(it =>
    it.fromWorkspace ? vscode.l10n.t('{0} (named by {1})', it.path, it.namedBy) : it.path,
  );
  const folders = [
    ...new Set(plan.markers.map(({ folder }) => relative(folder, affectedRepositories))),
  ].sort();
  const more = folders.length - maxShownFolders;
  return [
    vscode.l10n.t(
      'Maven has noted that downloads from CodeArtifact failed, and may not try them again before tomorrow. The notes are in {0}:',
      repositoryNames.map(it => visibleText(it)).join(', '),
    ),
    '',
    ...folders.slice(0, maxShownFolders).map(it => `• ${visibleText(it)}`),
    ...(more > 0 ? [vscode.l10n.t('• and {0} more', more)] : []),
    '',
    ...counts(plan),
    vscode.l10n.t('Everything that was downloaded stays.'),
  ].join('\n');
}

function counts({ refused, forbidden, filesToDelete, filesToEdit }: FailedDownloads['plan']) {
  return [
    ...(refused > forbidden ? [vscode.l10n.t('Refused with 401: {0}.', refused - forbidden)] : []),
    ...(forbidden > 0
      ? [
          vscode.l10n.t(
            'Refused with 403: {0}. A fresh token does not end that: if the permission is still missing, or the package is blocked, they will fail again.',
            forbidden,
          ),
        ]
      : []),
    vscode.l10n.t('Files that hold nothing else, and are deleted: {0}.', filesToDelete.length),
    ...(filesToEdit.length > 0
      ? [
          vscode.l10n.t(
            'Files that lose only the lines of these failures: {0}.',
            filesToEdit.length,
          ),
        ]
      : []),
  ];
}

function relative(folder: string, repositories: FailedDownloads['repositories']): string {
  const repository = repositories.find(it => isIn(folder, it.path));
  return repository ? path.relative(repository.path, folder) : folder;
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(folder + path.sep);
}
