import { parseArn } from './parseArn';
import type { Denial, PolicyKind } from './denial';

/** The change that resolves a denial. */
export type Remediation =
  /** The identity policy must allow the action. */
  | { readonly kind: 'identity' }
  /** The identity policy must allow it; a domain policy has no effect (user guide, "Domain policies"). */
  | { readonly kind: 'bearer-token' }
  /** The resource belongs to another account, whose resource policy must allow the action too. */
  | { readonly kind: 'cross-account'; readonly owner: string; readonly on: 'domain' | 'repository' }
  /** No policy helps: the root user cannot get tokens. */
  | { readonly kind: 'root' }
  /** An explicit deny must be removed. `policy` is absent when AWS does not name it. */
  | { readonly kind: 'lift-deny'; readonly policy?: PolicyKind }
  /** A policy that sets the maximum permissions must also allow the action. */
  | { readonly kind: 'widen'; readonly policy: PolicyKind };

const limitingPolicies: ReadonlySet<PolicyKind> = new Set([
  'boundary',
  'session',
  'service-control',
  'resource-control',
  'vpc-endpoint',
]);

/** The change that resolves a denial. If several are needed, the one that AWS evaluates first. */
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

/** The action that getting a token requires in addition to `codeartifact:GetAuthorizationToken`. */
export const bearerTokenAction = 'sts:GetServiceBearerToken';

const tokenActions: ReadonlySet<string> = new Set([
  'codeartifact:GetAuthorizationToken',
  bearerTokenAction,
]);
