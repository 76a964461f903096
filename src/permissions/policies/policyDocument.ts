import { bearerTokenAction } from '../cure';
import { purposes, type Actions, type Level, type Purpose } from './purposes';
import { arnsOf, type Target } from './target';

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
export interface Wanted {
  readonly action?: string;
  /** An ARN, or `*`. */
  readonly resource?: string;
}

const sids: Readonly<Record<Level, string>> = {
  domain: 'CodeArtifactDomain',
  repository: 'CodeArtifactRepositories',
  package: 'CodeArtifactPackages',
  any: 'CodeArtifactLists',
};

const levels: readonly Level[] = ['domain', 'repository', 'package', 'any'];

/** The identity policy with which `purpose` works on `target`, and no more than that. */
export function identityPolicy(purpose: Purpose, target: Target, wanted: Wanted): PolicyDocument {
  // Who administers makes new repositories, and copies from one to another.
  const wide = purpose === 'administer' ? { ...target, repositories: [] } : target;
  const actions = purposes[purpose];
  const arns = arnsOf(wide);
  const statements = levels.flatMap(level => statement(sids[level], actions[level], arns[level]));
  const needsToken = purpose !== 'only' || wanted.action === bearerTokenAction;
  return {
    Version: '2012-10-17',
    Statement: [
      ...statements,
      ...(needsToken ? [bearerToken] : []),
      ...refused(actions, purpose, wanted),
    ],
  };
}

/** STS allows nothing more with it than a token of CodeArtifact. */
const bearerToken: Statement = {
  Sid: 'BearerTokenOfCodeArtifact',
  Effect: 'Allow',
  Action: bearerTokenAction,
  Resource: '*',
  Condition: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
};

function statement(Sid: string, names: readonly string[], arns: readonly string[]): Statement[] {
  if (names.length === 0) return [];
  const Action = names.map(name => `codeartifact:${name}`).sort();
  return [{ Sid, Effect: 'Allow', Action, Resource: single(arns) }];
}

function refused(actions: Actions, purpose: Purpose, { action, resource }: Wanted): Statement[] {
  if (action === undefined || action === bearerTokenAction) return [];
  const known = levels.some(level => actions[level].some(it => `codeartifact:${it}` === action));
  if (known && purpose !== 'only') return [];
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
  wanted: Wanted,
): PolicyDocument {
  const actions = purposes[purpose];
  const names = on === 'domain' ? actions.domain : [...actions.repository, ...actions.package];
  const all = new Set(names.map(name => `codeartifact:${name}`));
  if (all.size === 0 && wanted.action?.startsWith('codeartifact:')) all.add(wanted.action);
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
export function policyText(document: PolicyDocument): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function single(arns: readonly string[]): string | readonly string[] {
  const [first, ...others] = arns;
  return first !== undefined && others.length === 0 ? first : arns;
}
