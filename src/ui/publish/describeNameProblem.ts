import * as vscode from 'vscode';
import { findNameProblem, type CoordinatePart } from '../../core/nameRules';
import { visibleText } from '../../shared/visibleText';

/** Describes what is wrong with a name of a generic package. Returns undefined if it is valid. */
export function describeNameProblem(part: CoordinatePart, name: string): string | undefined {
  const problem = findNameProblem(part, name);
  switch (problem?.kind) {
    case undefined:
      return undefined;
    case 'empty':
      return vscode.l10n.t('Enter a value. CodeArtifact requires it.');
    case 'too-long':
      return vscode.l10n.t('Too long. CodeArtifact allows {0} characters at most.', problem.limit);
    case 'character':
      return /\s/.test(problem.character)
        ? vscode.l10n.t('CodeArtifact allows no white space here.')
        : vscode.l10n.t('CodeArtifact does not allow {0} here.', visibleText(problem.character));
    case 'outer-space':
      return vscode.l10n.t('CodeArtifact allows no space at the beginning or the end.');
    case 'double-space':
      return vscode.l10n.t('CodeArtifact does not allow two spaces in a row.');
    case 'dots':
      return vscode.l10n.t('A name cannot be only . or ..');
  }
}
