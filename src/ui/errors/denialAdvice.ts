import * as vscode from 'vscode';
import { arnParts } from '../../permissions/arnParts';
import { cureOf, type Cure } from '../../permissions/cure';
import { parseDenial, type Denial, type PolicyKind } from '../../permissions/denial';
import type { Failure } from '../../core/failure';
import { visibleText } from '../../shared/visibleText';
import type { Advice } from './advice';
import { connect, copyDetails, type AdviceButton } from './adviceButtons';

const t = vscode.l10n.t;

/** What a refusal of AWS means, which statement is missing, and where it must go. */
export function denialAdvice(failure: Failure): Advice {
  const { message, reason, operation } = failure.details;
  if (message === undefined || operation === 'GetCredentials')
    return {
      message: t('AWS refuses {0}: {1}', failure.subject, reason ?? message ?? t('access denied')),
      button: connect(),
    };
  const denial = parseDenial(failure.details);
  const cure = cureOf(denial);
  const told = sentence(cure, denial, failure.subject);
  // Words of AWS that could not be read are not hidden behind ours.
  const text = denial.principal ? told : `${told} (${visibleText(message, 120)})`;
  return { message: text, button: button(cure, failure) };
}

function button(cure: Cure, failure: Failure): AdviceButton {
  if (cure.kind === 'root') return connect();
  if (cure.kind === 'lift-deny') return copyDetails(failure);
  return { title: t('Show Policy'), command: 'codeartifact.showPolicy', args: [failure.details] };
}

function sentence(cure: Cure, denial: Denial, subject: string): string {
  const who = whoText(denial);
  const what = whatText(denial, subject);
  switch (cure.kind) {
    case 'identity':
      return identityText(denial, who, what);
    case 'bearer-token':
      return t(
        '{0} is not allowed to do sts:GetServiceBearerToken, which every token needs. Its identity policy must allow it, on condition that sts:AWSServiceName is codeartifact.amazonaws.com; a domain policy has no effect here.',
        who,
      );
    case 'cross-account':
      return cure.on === 'domain'
        ? t(
            "{0} is not allowed to do {1}, which is account {2}'s. Two policies must allow it: the identity's own, and the permissions policy of the domain in that account.",
            who,
            what,
            cure.owner,
          )
        : t(
            "{0} is not allowed to do {1}, which is account {2}'s. Two policies must allow it: the identity's own, and the permissions policy of the repository in that account.",
            who,
            what,
            cure.owner,
          );
    case 'root':
      return t(
        'The root user gets no tokens of CodeArtifact, whatever policies say. Connect as a role or a user instead.',
      );
    case 'lift-deny':
      return t(
        '{0} is kept from {1} by an explicit deny in {2}. No statement that allows can lift it: {3}',
        who,
        what,
        cure.policy ? policyText(cure.policy) : t('some policy'),
        denierText(cure.policy),
      );
    case 'widen':
      return t(
        '{0} is not allowed to do {1}: {2} sets a limit, and must allow it as well. {3}',
        who,
        what,
        policyText(cure.policy),
        denierText(cure.policy),
      );
  }
}

function identityText({ principal }: Denial, who: string, what: string): string {
  switch (principal?.kind) {
    case 'permission-set':
      return t(
        '{0} is not allowed to do {1}. Add a statement that allows it to the permission set in IAM Identity Center; the role in IAM cannot be changed.',
        who,
        what,
      );
    case 'federated':
      return t(
        '{0} is not allowed to do {1}. The policy of the user that called GetFederationToken and the policy of the session must both allow it.',
        who,
        what,
      );
    default:
      return t(
        '{0} is not allowed to do {1}. Its identity policy lacks a statement that allows it.',
        who,
        what,
      );
  }
}

function whoText({ principal }: Denial): string {
  const name = visibleText(principal?.name ?? '', 64);
  switch (principal?.kind) {
    case 'user':
      return t('The user {0}', name);
    case 'role':
      return t('The role {0}', name);
    case 'permission-set':
      return t('The permission set {0}', name);
    case 'federated':
      return t('The federated user {0}', name);
    case 'root':
      return t('The root user');
    default:
      return t('Your identity');
  }
}

function whatText({ action, resource }: Denial, subject: string): string {
  const parts = arnParts(resource ?? '');
  const doing = action ?? t('what was asked for');
  const [kind, ...names] = parts?.resource.split('/') ?? [];
  const name = visibleText(names.join('/'), 100);
  if (parts?.service !== 'codeartifact' || name === '')
    return resource === undefined ? t('{0} on {1}', doing, subject) : doing;
  switch (kind) {
    case 'domain':
      return t('{0} on the domain {1}', doing, name);
    case 'repository':
      return t('{0} on the repository {1}', doing, name);
    case 'package':
      return t('{0} on the package {1}', doing, name);
    default:
      return t('{0} on {1}', doing, name);
  }
}

function policyText(policy: PolicyKind): string {
  const texts: Record<PolicyKind, string> = {
    identity: t('an identity policy'),
    resource: t('the permissions policy of the domain or repository'),
    boundary: t('a permissions boundary'),
    session: t('the policy of the session'),
    'service-control': t('a service control policy (SCP)'),
    'resource-control': t('a resource control policy (RCP)'),
    'vpc-endpoint': t('the policy of a VPC endpoint'),
    trust: t('the trust policy of a role'),
  };
  return texts[policy];
}

function denierText(policy: PolicyKind | undefined): string {
  switch (policy) {
    case 'service-control':
    case 'resource-control':
      return t('ask who manages your AWS organization.');
    case 'boundary':
      return t('ask who sets the boundary of this identity.');
    case 'session':
      return t('assume the role with another session policy.');
    case 'vpc-endpoint':
      return t('ask who manages the VPC, or go by another network.');
    case 'identity':
    case 'resource':
    case 'trust':
      return t('take the deny out of it.');
    default:
      return t(
        'look for an SCP, a boundary, a session or VPC endpoint policy, or a rule that demands MFA; keys of a session also need their session token.',
      );
  }
}
