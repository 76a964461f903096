import { remediationFor } from '../remediation';
import type { Denial, Principal } from '../denial';
import { identityPolicy, formatPolicyDocument, resourcePolicy } from './policyDocument';
import type { Purpose } from './purposes';
import { parsePolicyTarget, type PolicyTarget } from './policyTarget';

/** What a policy is attached to. */
export type PolicyAttachment =
  | { readonly on: 'identity'; readonly principal?: Principal }
  | { readonly on: 'domain'; readonly target: PolicyTarget }
  | { readonly on: 'repository'; readonly target: PolicyTarget; readonly repository: string };

/** A generated policy. */
export interface GeneratedPolicy {
  /** The name of the policy, in letters and digits, which IAM and Terraform accept. */
  readonly name: string;
  /** The policy document as JSON. */
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
 * Generates the policies that resolve `denial` for `purpose`: one for the identity and, for a resource
 * of another account, one for that resource. `subjectArn` is the ARN of what the call was about, used
 * when the denial names no CodeArtifact resource. `repositories` are the ones in use in its domain,
 * used when no repository is named. If the domain is unknown, the policy covers all domains of the
 * identity's account.
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
 * The principal in the policy of another account. For role sessions and permission sets it is the
 * account, because the message does not contain the path of the role.
 */
function grantee({ kind, partition, account, arn, session }: Principal): string {
  return (kind === 'user' || kind === 'role') && session === undefined
    ? arn
    : `arn:${partition}:iam::${account}:root`;
}
