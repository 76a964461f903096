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
      return vscode.l10n.t('Type a name; CodeArtifact needs one.');
    case 'too-long':
      return vscode.l10n.t('Too long: {0} characters are the most.', problem.limit);
    case 'character':
      return /\s/.test(problem.character)
        ? vscode.l10n.t('White space may not be in it.')
        : vscode.l10n.t('{0} may not be in it.', visibleText(problem.character));
    case 'outer-space':
      return vscode.l10n.t('It may not begin or end with a space.');
    case 'double-space':
      return vscode.l10n.t('Two spaces in a row may not be in it.');
    case 'dots':
      return vscode.l10n.t('A dot or two alone are no name.');
  }
}
