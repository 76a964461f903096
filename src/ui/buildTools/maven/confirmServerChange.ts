import { canSetTerminalVariable } from '../../../tokens/terminalVariables';
import * as vscode from 'vscode';
import type { ConfirmationReason, Ruling } from '../../../maven/decideOwnership';
import { visibleText } from '../../../shared/visibleText';

/** A ruling that needs a yes. */
export type AskRuling = Extract<Ruling, { action: 'ask' }>;

/** What the user wants: the token in the file, or the variable that the file names set in terminals. */
export type ServerDecision = 'write' | 'terminals' | undefined;

/** The environment variable that the password comes from, where nothing else speaks against setting it. */
export function findTerminalVariable({ reasons, variable }: AskRuling): string | undefined {
  const harmless = reasons.every(reason => reason === 'variable' || reason === 'domain-from-pom');
  const name = /^env\.(.+)$/.exec(variable ?? '')?.[1];
  return harmless && name !== undefined && canSetTerminalVariable(name, process.env)
    ? name
    : undefined;
}

/**
 * Asks whether a server that is not plainly ours may be changed; `offerTerminals` also offers to set
 * the variable that it names instead. Closing the question is a no.
 */
export async function confirmServerChange(
  file: string,
  ruling: AskRuling,
  offerTerminals: boolean,
): Promise<ServerDecision> {
  const { claim, reasons } = ruling;
  const yes =
    ruling.confirmedAction === 'create'
      ? vscode.l10n.t('Add the Server')
      : vscode.l10n.t('Replace');
  const terminalsButton = vscode.l10n.t('Set It in Terminals');
  const name = offerTerminals ? findTerminalVariable(ruling) : undefined;
  const detail = [
    ...reasons.map(reason => `• ${reasonText(reason, ruling)}`),
    '',
    vscode.l10n.t(
      '"{0}" gives the server "{1}" the user name "aws" and a token of domain {2}.',
      yes,
      visibleText(claim.id),
      visibleText(claim.domain.domain),
    ),
    ...(name === undefined ? [] : [terminalText(terminalsButton, name)]),
  ].join('\n');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Change the server "{0}" in {1}?', visibleText(claim.id), file),
    { modal: true, detail },
    yes,
    ...(name === undefined ? [] : [terminalsButton]),
  );
  if (chosen === yes) return 'write';
  return chosen === terminalsButton && name !== undefined ? 'terminals' : undefined;
}

function terminalText(button: string, name: string): string {
  return vscode.l10n.t(
    '"{0}" leaves the file as it is and gives new terminals the variable {1}; whatever runs in them can read it.',
    button,
    visibleText(name),
  );
}

function reasonText(reason: ConfirmationReason, { claim, variable }: AskRuling): string {
  switch (reason) {
    case 'variable':
      return vscode.l10n.t(
        'Its password comes from the variable {0}. A token written in its place works in editors too, which do not see that variable.',
        variable ?? '',
      );
    case 'encrypted':
      return vscode.l10n.t('Its password is encrypted; a token would be written in plain text.');
    case 'no-user':
      return vscode.l10n.t('It has no user name, so it may belong to something else.');
    case 'other-user':
      return vscode.l10n.t('Its user name is not "aws", so it may belong to another registry.');
    case 'other-password':
      return vscode.l10n.t('Its password is not a CodeArtifact token, and would be lost.');
    case 'private-key':
      return vscode.l10n.t('It signs in with a private key.');
    case 'domain-from-pom':
      return vscode.l10n.t(
        'Only {0} names the domain {1} of account {2}.',
        claim.sources[0]?.file ?? 'a pom.xml',
        visibleText(claim.domain.domain),
        claim.domain.owner,
      );
    case 'settings-of-workspace':
      return vscode.l10n.t(
        'This settings.xml was named by the workspace or lies in it: a token could end up in version control.',
      );
    case 'alias':
      return vscode.l10n.t('Another server has this id as an alias.');
  }
}
