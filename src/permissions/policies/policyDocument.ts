import { bearerTokenAction } from '../remediation';
import { purposeActions, type PurposeActions, type ResourceLevel, type Purpose } from './purposes';
import { policyTargetArns, type PolicyTarget } from './policyTarget';

/** A statement of a policy, in the form in which IAM takes it. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal?: { readonly AWS: string };
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A policy document. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** What was refused, which the policy allows in any case. */
export interface DeniedAccess {
  readonly action?: string;
  /** An ARN, or `*`. */
  readonly resource?: string;
}

const sids: Readonly<Record<ResourceLevel, string>> = {
  domain: 'CodeArtifactDomain',
  repository: 'CodeArtifactRepositories',
  package: 'CodeArtifactPackages',
  any: 'CodeArtifactLists',
};

const levels: readonly ResourceLevel[] = ['domain', 'repository', 'package', 'any'];

/** The identity policy with which `purpose` works on `target`, and no more than that. */
export function identityPolicy(
  purpose: Purpose,
  target: PolicyTarget,
  denied: DeniedAccess,
): PolicyDocument {
  // Who administers makes new repositories, and copies from one to another.
  const effectiveTarget = purpose === 'administer' ? { ...target, repositories: [] } : target;
  const actions = purposeActions[purpose];
  const arns = policyTargetArns(effectiveTarget);
  const statements = levels.flatMap(level =>
    createStatements(sids[level], actions[level], arns[level]),
  );
  const needsToken = purpose !== 'only' || denied.action === bearerTokenAction;
  return {
    Version: '2012-10-17',
    Statement: [
      ...statements,
      ...(needsToken ? [bearerTokenStatement] : []),
      ...deniedStatements(actions, purpose, denied),
    ],
  };
}

/** STS allows nothing more with it than a token of CodeArtifact. */
const bearerTokenStatement: Statement = {
  Sid: 'BearerTokenOfCodeArtifact',
  Effect: 'Allow',
  Action: bearerTokenAction,
  Resource: '*',
  Condition: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
};

function createStatements(
  Sid: string,
  names: readonly string[],
  arns: readonly string[],
): Statement[] {
  if (names.length === 0) return [];
  const Action = names.map(name => `codeartifact:${name}`).sort();
  return [{ Sid, Effect: 'Allow', Action, Resource: singleOrList(arns) }];
}

function deniedStatements(
  actions: PurposeActions,
  purpose: Purpose,
  { action, resource }: DeniedAccess,
): Statement[] {
  if (action === undefined || action === bearerTokenAction) return [];
  const isCovered = levels.some(level =>
    actions[level].some(it => `codeartifact:${it}` === action),
  );
  if (isCovered && purpose !== 'only') return [];
  return [{ Sid: 'WhatWasRefused', Effect: 'Allow', Action: action, Resource: resource ?? '*' }];
}

/**
 * The policy of a domain or repository with which its owner lets the identity `principal` of another
 * account do what `purpose` needs. The identity's own policy must allow it as well.
 */
export function resourcePolicy(
  on: 'domain' | 'repository',
  purpose: Purpose,
  principal: string,
  denied: DeniedAccess,
): PolicyDocument {
  const actions = purposeActions[purpose];
  const names = on === 'domain' ? actions.domain : [...actions.repository, ...actions.package];
  const all = new Set(names.map(name => `codeartifact:${name}`));
  if (all.size === 0 && denied.action?.startsWith('codeartifact:')) all.add(denied.action);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'FromAnotherAccount',
        Effect: 'Allow',
        Principal: { AWS: principal },
        Action: [...all].sort(),
        Resource: '*',
      },
    ],
  };
}

/** The document as people read it. */
export function formatPolicyDocument(document: PolicyDocument): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function singleOrList(arns: readonly string[]): string | readonly string[] {
  const [first, ...others] = arns;
  return first !== undefined && others.length === 0 ? first : arns;
}
