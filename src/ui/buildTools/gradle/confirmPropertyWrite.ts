import * as vscode from 'vscode';
import type { PropertyConfirmationReason } from '../../../gradle/decidePropertyOwnership';
import { visibleText } from '../../../shared/visibleText';

/** A property that needs a yes. */
export interface PropertyQuestion {
  readonly property: string;
  readonly domain: string;
  readonly owner: string;
  readonly reasons: readonly PropertyConfirmationReason[];
}

/** Asks whether a property that is not plainly ours may be changed. Closing the question is a no. */
export async function confirmPropertyWrite(
  file: string,
  question: PropertyQuestion,
): Promise<boolean> {
  const { property, domain, owner, reasons } = question;
  const yes = vscode.l10n.t('Write');
  const detail = [
    ...reasons.map(reason => `• ${reasonText(reason, domain, owner)}`),
    '',
    vscode.l10n.t('"{0}" gives it a token of domain {1}.', yes, visibleText(domain)),
  ].join('\n');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Change the property "{0}" in {1}?', visibleText(property), file),
    { modal: true, detail },
    yes,
  );
  return chosen === yes;
}

function reasonText(reason: PropertyConfirmationReason, domain: string, owner: string): string {
  switch (reason) {
    case 'other-value':
      return vscode.l10n.t('Its value is not a CodeArtifact token, and would be lost.');
    case 'domain-from-script':
      return vscode.l10n.t(
        'Only a build script names the domain {0} of account {1}.',
        visibleText(domain),
        owner,
      );
    case 'properties-of-workspace':
      return vscode.l10n.t(
        'This gradle.properties was named by the workspace or lies in it: a token could end up in version control.',
      );
  }
}
