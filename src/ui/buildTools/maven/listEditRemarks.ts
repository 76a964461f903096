import * as vscode from 'vscode';
import type { EditNote } from '../../../maven/settingsChange';
import type { SettingsWarning } from '../../../maven/mavenSettings';
import { visibleText } from '../../../shared/visibleText';

/** What the user should know of an edit beside its diff, a sentence each. */
export function listEditRemarks(
  notes: readonly EditNote[],
  warnings: readonly SettingsWarning[],
): readonly string[] {
  return [...notes.map(noteText), ...warnings.map(warningText)].filter(it => it !== undefined);
}

function noteText({ code, subject, by }: EditNote): string | undefined {
  const id = visibleText(subject);
  const other = visibleText(by ?? '');
  switch (code) {
    case 'duplicates-updated':
      return vscode.l10n.t('the server "{0}" is there more than once; all copies change', id);
    case 'comment-removed':
      return vscode.l10n.t('a comment inside the password of "{0}" goes', id);
    case 'alias':
      return vscode.l10n.t('another server has "{0}" as an alias', id);
    case 'mirror-shadowed':
      return vscode.l10n.t('the mirror "{0}" comes first and takes what this one is for', other);
    case 'repository-shadowed':
      return vscode.l10n.t(
        'the mirror "{0}" redirects this repository, so Maven will not ask it',
        other,
      );
    default:
      return undefined;
  }
}

function warningText({ code, line }: SettingsWarning): string | undefined {
  switch (code) {
    case 'template':
      return vscode.l10n.t(
        'line {0} looks like a template: its generator may overwrite this file',
        line,
      );
    case 'invalid-bytes':
      return vscode.l10n.t(
        'line {0} has bytes that its encoding does not know; they stay as they are',
        line,
      );
    case 'astral-in-comment':
      return vscode.l10n.t('line {0} has an emoji in a comment, which Maven 3 cannot read', line);
    default:
      return undefined;
  }
}
