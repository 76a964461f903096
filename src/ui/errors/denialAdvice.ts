import * as vscode from 'vscode';
import { parseArn } from '../../permissions/parseArn';
import { remediationFor, type Remediation } from '../../permissions/remediation';
import { parseDenial, type Denial, type PolicyKind } from '../../permissions/denial';
import type { Failure } from '../../core/failure';
import { visibleText } from '../../shared/visibleText';
import type { Advice } from './failureAdvice';
import { connectButton, copyDetailsButton, type AdviceButton } from './adviceButtons';

/** What a refusal of AWS means, which statement is missing, and where it must go. */
export function denialAdvice(failure: Failure): Advice {
  const { message, reason, operation } = failure.details;
  if (message === undefined || operation === 'GetCredentials')
    return {
      message: vscode.l10n.t(
        'AWS refuses {0}: {1}',
        failure.subject,
        reason ?? message ?? vscode.l10n.t('access denied'),
      ),
      button: connectButton(),
    };
  const denial = parseDenial(failure.details);
  const remediation = remediationFor(denial);
  const explanation = remediationText(remediation, denial, failure.subject);
  // Words of AWS that could not be read are not hidden behind ours.
  const text = denial.principal ? explanation : `${explanation} (${visibleText(message, 120)})`;
  return { message: text, button: remediationButton(remediation, failure) };
}

function remediationButton(remediation: Remediation, failure: Failure): AdviceButton {
  if (remediation.kind === 'root') return connectButton();
  if (remediation.kind === 'lift-deny') return copyDetailsButton(failure);
  return {
    title: vscode.l10n.t('Show Policy'),
    command: 'codeartifact.showPolicy',
    args: [failure.details],
  };
}

function remediationText(remediation: Remediation, denial: Denial, subject: string): string {
  const principalName = principalText(denial);
  const actionName = actionText(denial, subject);
  switch (remediation.kind) {
    case 'identity':
      return identityText(denial, principalName, actionName);
    case 'bearer-token':
      return vscode.l10n.t(
        '{0} is not allowed to do sts:GetServiceBearerToken, which every token needs. Its identity policy must allow it, on condition that sts:AWSServiceName is codeartifact.amazonaws.com; a domain policy has no effect here.',
        principalName,
      );
    case 'cross-account':
      return remediation.on === 'domain'
        ? vscode.l10n.t(
            "{0} is not allowed to do {1}, which is account {2}'s. Two policies must allow it: the identity's own, and the permissions policy of the domain in that account.",
            principalName,
            actionName,
            remediation.owner,
          )
        : vscode.l10n.t(
            "{0} is not allowed to do {1}, which is account {2}'s. Two policies must allow it: the identity's own, and the permissions policy of the repository in that account.",
            principalName,
            actionName,
            remediation.owner,
          );
    case 'root':
      return vscode.l10n.t(
        'The root user gets no tokens of CodeArtifact, whatever policies say. Connect as a role or a user instead.',
      );
    case 'lift-deny':
      return vscode.l10n.t(
        '{0} is kept from {1} by an explicit deny in {2}. No statement that allows can lift it: {3}',
        principalName,
        actionName,
        remediation.policy ? policyText(remediation.policy) : vscode.l10n.t('some policy'),
        denyRemediationText(remediation.policy),
      );
    case 'widen':
      return vscode.l10n.t(
        '{0} is not allowed to do {1}: {2} sets a limit, and must allow it as well. {3}',
        principalName,
        actionName,
        policyText(remediation.policy),
        denyRemediationText(remediation.policy),
      );
  }
}

function identityText({ principal }: Denial, principalName: string, actionName: string): string {
  switch (principal?.kind) {
    case 'permission-set':
      return vscode.l10n.t(
        '{0} is not allowed to do {1}. Add a statement that allows it to the permission set in IAM Identity Center; the role in IAM cannot be changed.',
        principalName,
        actionName,
      );
    case 'federated':
      return vscode.l10n.t(
        '{0} is not allowed to do {1}. The policy of the user that called GetFederationToken and the policy of the session must both allow it.',
        principalName,
        actionName,
      );
    default:
      return vscode.l10n.t(
        '{0} is not allowed to do {1}. Its identity policy lacks a statement that allows it.',
        principalName,
        actionName,
      );
  }
}

function principalText({ principal }: Denial): string {
  const name = visibleText(principal?.name ?? '', 64);
  switch (principal?.kind) {
    case 'user':
      return vscode.l10n.t('The user {0}', name);
    case 'role':
      return vscode.l10n.t('The role {0}', name);
    case 'permission-set':
      return vscode.l10n.t('The permission set {0}', name);
    case 'federated':
      return vscode.l10n.t('The federated user {0}', name);
    case 'root':
      return vscode.l10n.t('The root user');
    default:
      return vscode.l10n.t('Your identity');
  }
}

function actionText({ action, resource }: Denial, subject: string): string {
  const parts = parseArn(resource ?? '');
  const actionName = action ?? vscode.l10n.t('what was asked for');
  const [kind, ...names] = parts?.resource.split('/') ?? [];
  const name = visibleText(names.join('/'), 100);
  if (parts?.service !== 'codeartifact' || name === '')
    return resource === undefined ? vscode.l10n.t('{0} on {1}', actionName, subject) : actionName;
  switch (kind) {
    case 'domain':
      return vscode.l10n.t('{0} on the domain {1}', actionName, name);
    case 'repository':
      return vscode.l10n.t('{0} on the repository {1}', actionName, name);
    case 'package':
      return vscode.l10n.t('{0} on the package {1}', actionName, name);
    default:
      return vscode.l10n.t('{0} on {1}', actionName, name);
  }
}

function policyText(policy: PolicyKind): string {
  const texts: Record<PolicyKind, string> = {
    identity: vscode.l10n.t('an identity policy'),
    resource: vscode.l10n.t('the permissions policy of the domain or repository'),
    boundary: vscode.l10n.t('a permissions boundary'),
    session: vscode.l10n.t('the policy of the session'),
    'service-control': vscode.l10n.t('a service control policy (SCP)'),
    'resource-control': vscode.l10n.t('a resource control policy (RCP)'),
    'vpc-endpoint': vscode.l10n.t('the policy of a VPC endpoint'),
    trust: vscode.l10n.t('the trust policy of a role'),
  };
  return texts[policy];
}

function denyRemediationText(policy: PolicyKind | undefined): string {
  switch (policy) {
    case 'service-control':
    case 'resource-control':
      return vscode.l10n.t('ask who manages your AWS organization.');
    case 'boundary':
      return vscode.l10n.t('ask who sets the boundary of this identity.');
    case 'session':
      return vscode.l10n.t('assume the role with another session policy.');
    case 'vpc-endpoint':
      return vscode.l10n.t('ask who manages the VPC, or go by another network.');
    case 'identity':
    case 'resource':
    case 'trust':
      return vscode.l10n.t('take the deny out of it.');
    default:
      return vscode.l10n.t(
        'look for an SCP, a boundary, a session or VPC endpoint policy, or a rule that demands MFA; keys of a session also need their session token.',
      );
  }
}
