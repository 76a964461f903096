import { remediationFor } from '../remediation';
import type { Denial, Principal } from '../denial';
import { identityPolicy, formatPolicyDocument, resourcePolicy } from './policyDocument';
import type { Purpose } from './purposes';
import { parsePolicyTarget, type PolicyTarget } from './policyTarget';

/** Where a policy belongs. */
export type PolicyAttachment =
  | { readonly on: 'identity'; readonly principal?: Principal }
  | { readonly on: 'domain'; readonly target: PolicyTarget }
  | { readonly on: 'repository'; readonly target: PolicyTarget; readonly repository: string };

/** A policy that is ready to be attached. */
export interface GeneratedPolicy {
  /** A name for the policy: letters and digits alone, as IAM and Terraform take it. */
  readonly name: string;
  /** The document as JSON. */
  readonly text: string;
  readonly attachment: PolicyAttachment;
}

const policyNames: Readonly<Record<Purpose, string>> = {
  read: 'CodeArtifactRead',
  publish: 'CodeArtifactPublish',
  administer: 'CodeArtifactAdminister',
  only: 'CodeArtifactOneAction',
};

/**
 * The policies that end `denial` for `purpose`: one for the identity, and across accounts one more
 * for what belongs to the other account. `about` is the ARN of what the call was about, for refusals
 * that name none of CodeArtifact's; `repositories` are those of its domain that are in use here.
 * Where nothing tells which domain it is about, all of the identity's own account are meant.
 */
export function generatePolicies(
  denial: Denial,
  purpose: Purpose,
  subjectArn: string | undefined,
  repositories: readonly string[],
): readonly GeneratedPolicy[] {
  const found =
    parsePolicyTarget(denial.resource ?? '') ??
    parsePolicyTarget(subjectArn ?? '') ??
    allOwnDomains(denial.principal);
  const target = found.repositories.length > 0 ? found : { ...found, repositories };
  const { principal } = denial;
  const identity: GeneratedPolicy = {
    name: policyNames[purpose],
    text: formatPolicyDocument(identityPolicy(purpose, target, denial)),
    attachment: { on: 'identity', ...(principal && { principal }) },
  };
  const remediation = remediationFor(denial);
  if (remediation.kind !== 'cross-account' || !principal) return [identity];
  const document = resourcePolicy(remediation.on, purpose, grantee(principal), denial);
  const shared: Omit<GeneratedPolicy, 'attachment'> = {
    name: `${policyNames[purpose]}Shared`,
    text: formatPolicyDocument(document),
  };
  const [repository] = target.repositories;
  const attachment: PolicyAttachment =
    remediation.on === 'repository' && repository !== undefined
      ? { on: 'repository', target, repository }
      : { on: 'domain', target };
  return [identity, { ...shared, attachment }];
}

function allOwnDomains(principal: Principal | undefined): PolicyTarget {
  const { partition = 'aws', account = '*' } = principal ?? {};
  return { partition, region: '*', owner: account, domain: '*', repositories: [] };
}

/**
 * Whom a policy of another account is to name. The path of a session's role is not told, and that of
 * a permission set's role is long: their account is named then, and leaves to its own policies who.
 */
function grantee({ kind, partition, account, arn, session }: Principal): string {
  return (kind === 'user' || kind === 'role') && session === undefined
    ? arn
    : `arn:${partition}:iam::${account}:root`;
}
