import { bearerTokenAction } from '../remediation';
import { purposeActions, type PurposeActions, type ResourceLevel, type Purpose } from './purposes';
import { policyTargetArns, type PolicyTarget } from './policyTarget';

/** A statement of a policy document. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal?: { readonly AWS: string };
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** The denied action, which the policy always allows. */
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

/** The least-privilege identity policy for `purpose` on `target`. */
export function identityPolicy(
  purpose: Purpose,
  target: PolicyTarget,
  denied: DeniedAccess,
): PolicyDocument {
  // Administration includes creating repositories and copying between them.
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

/** The condition restricts the action to tokens of CodeArtifact. */
const bearerTokenStatement: Statement = {
  Sid: 'CodeArtifactBearerToken',
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
  return [{ Sid: 'DeniedAction', Effect: 'Allow', Action: action, Resource: resource ?? '*' }];
}

/**
 * The resource policy of a domain or repository that allows `principal`, of another account, what
 * `purpose` needs. The identity policy of `principal` must allow it too.
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

/** The policy document as formatted JSON. */
export function formatPolicyDocument(document: PolicyDocument): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function singleOrList(arns: readonly string[]): string | readonly string[] {
  const [first, ...others] = arns;
  return first !== undefined && others.length === 0 ? first : arns;
}
