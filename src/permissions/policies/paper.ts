import { cureOf } from '../cure';
import type { Denial, Principal } from '../denial';
import { identityPolicy, policyText, resourcePolicy } from './policyDocument';
import type { Purpose } from './purposes';
import { targetOf, type Target } from './target';

/** Where a policy belongs. */
export type Attachment =
  | { readonly on: 'identity'; readonly principal?: Principal }
  | { readonly on: 'domain'; readonly target: Target }
  | { readonly on: 'repository'; readonly target: Target; readonly repository: string };

/** A policy that is ready to be attached. */
export interface Paper {
  /** A name for the policy: letters and digits alone, as IAM and Terraform take it. */
  readonly name: string;
  /** The document as JSON. */
  readonly text: string;
  readonly attachment: Attachment;
}

const names: Readonly<Record<Purpose, string>> = {
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
export function papersFor(
  denial: Denial,
  purpose: Purpose,
  about: string | undefined,
  repositories: readonly string[],
): readonly Paper[] {
  const found =
    targetOf(denial.resource ?? '') ?? targetOf(about ?? '') ?? ownDomains(denial.principal);
  const target = found.repositories.length > 0 ? found : { ...found, repositories };
  const { principal } = denial;
  const identity: Paper = {
    name: names[purpose],
    text: policyText(identityPolicy(purpose, target, denial)),
    attachment: { on: 'identity', ...(principal && { principal }) },
  };
  const cure = cureOf(denial);
  if (cure.kind !== 'cross-account' || !principal) return [identity];
  const document = resourcePolicy(cure.on, purpose, grantee(principal), denial);
  const shared: Omit<Paper, 'attachment'> = {
    name: `${names[purpose]}Shared`,
    text: policyText(document),
  };
  const [repository] = target.repositories;
  const attachment: Attachment =
    cure.on === 'repository' && repository !== undefined
      ? { on: 'repository', target, repository }
      : { on: 'domain', target };
  return [identity, { ...shared, attachment }];
}

function ownDomains(principal: Principal | undefined): Target {
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
