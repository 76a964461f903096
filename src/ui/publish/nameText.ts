import * as vscode from 'vscode';
import { nameProblem, type NamedPart } from '../../model/nameRules';
import { visibleText } from '../../model/visibleText';

/** What is wrong with a name of a generic package, for people; undefined when nothing is. */
export function nameText(part: NamedPart, name: string): string | undefined {
  const problem = nameProblem(part, name);
  switch (problem?.kind) {
    case undefined:
      return undefined;
    case 'empty':
      return vscode.l10n.t('Type something; CodeArtifact needs it.');
    case 'too-long':
      return vscode.l10n.t('Too long: {0} characters are the most.', problem.limit);
    case 'character':
      return /\s/.test(problem.character)
        ? vscode.l10n.t('CodeArtifact takes no white space here.')
        : vscode.l10n.t('CodeArtifact does not take {0} here.', visibleText(problem.character));
    case 'outer-space':
      return vscode.l10n.t('CodeArtifact takes no space at the beginning or the end.');
    case 'double-space':
      return vscode.l10n.t('CodeArtifact does not take two spaces in a row.');
    case 'dots':
      return vscode.l10n.t('A dot or two alone are no name.');
  }
}
