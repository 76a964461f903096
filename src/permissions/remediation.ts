import { parseArn } from './parseArn';
import type { Denial, PolicyKind } from './denial';

/** What ends a refusal, and where. */
export type Remediation =
  /** The identity's own policy must allow it. */
  | { readonly kind: 'identity' }
  /** The same; a policy of the domain cannot allow it (user guide, "Domain policies"). */
  | { readonly kind: 'bearer-token' }
  /** The thing is another account's: its owner must allow it too, in the policy named. */
  | { readonly kind: 'cross-account'; readonly owner: string; readonly on: 'domain' | 'repository' }
  /** No policy helps: the root user gets no tokens. */
  | { readonly kind: 'root' }
  /** A Deny must go. `policy` is absent where AWS does not tell which. */
  | { readonly kind: 'lift-deny'; readonly policy?: PolicyKind }
  /** A policy that limits what others allow must allow it as well. */
  | { readonly kind: 'widen'; readonly policy: PolicyKind };

const limitingPolicies: ReadonlySet<PolicyKind> = new Set([
  'boundary',
  'session',
  'service-control',
  'resource-control',
  'vpc-endpoint',
]);

/** What ends the refusal. Where several things could, the one that AWS asks for first. */
export function remediationFor({ principal, action, resource, why, policy }: Denial): Remediation {
  if (principal?.kind === 'root' && tokenActions.has(action ?? '')) return { kind: 'root' };
  if (why === 'denied') return { kind: 'lift-deny', ...(policy && { policy }) };
  if (policy !== undefined && limitingPolicies.has(policy)) return { kind: 'widen', policy };
  if (action === bearerTokenAction) return { kind: 'bearer-token' };
  const resourceArn = parseArn(resource ?? '');
  const isCrossAccount =
    resourceArn?.service === 'codeartifact' &&
    principal !== undefined &&
    principal.account !== '' &&
    resourceArn.account !== principal.account;
  if (!isCrossAccount) return { kind: 'identity' };
  const policyOwner = /^(?:domain|package-group)\//.test(resourceArn.resource)
    ? 'domain'
    : 'repository';
  return { kind: 'cross-account', owner: resourceArn.account, on: policyOwner };
}

/** What every token needs beside `codeartifact:GetAuthorizationToken`. */
export const bearerTokenAction = 'sts:GetServiceBearerToken';

const tokenActions: ReadonlySet<string> = new Set([
  'codeartifact:GetAuthorizationToken',
  bearerTokenAction,
]);
