import { accessDeniedError } from '../serviceError';
import type { Permission } from '../api/operation';
import type { Service } from '../service';
import { matchingEffects, parsePolicy, type Effect, type AccessRequest } from './policy';
import { findUser, userArn } from './users';

/**
 * Throws an AccessDeniedException unless the user `name` has all `permissions`. Evaluates policies as
 * IAM does within one account: an explicit Deny wins, then an Allow in an identity-based or a
 * resource-based policy; anything else is denied.
 */
export function authorize(
  service: Service,
  name: string,
  permissions: readonly Permission[],
): void {
  for (const { action, resource, context = {} } of permissions) {
    const principalArn = userArn(service.account, name);
    const request = { principalArn, account: service.account, action, resource, context };
    const identityBased = identityEffects(service, name, request);
    const resourceBased = resourceEffects(service, request);
    const reason = denialReason(identityBased, resourceBased, action);
    if (reason !== undefined)
      throw accessDeniedError(
        `User: ${principalArn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
      );
  }
}

/** Whether the user `name` has all `permissions`. */
export function isAllowed(
  service: Service,
  name: string,
  permissions: readonly Permission[],
): boolean {
  try {
    authorize(service, name, permissions);
    return true;
  } catch {
    return false;
  }
}

function denialReason(
  identityBased: ReadonlySet<Effect>,
  resourceBased: ReadonlySet<Effect>,
  action: string,
): string | undefined {
  if (identityBased.has('Deny')) return 'with an explicit deny in an identity-based policy';
  if (resourceBased.has('Deny')) return 'with an explicit deny in a resource-based policy';
  if (identityBased.has('Allow') || resourceBased.has('Allow')) return undefined;
  return `because no identity-based policy allows the ${action} action`;
}

function identityEffects(service: Service, name: string, request: AccessRequest): Set<Effect> {
  const documents = Object.values(findUser(service.store, name)?.policies ?? {});
  return union(documents.map(document => documentEffects(document, request, false)));
}

/** A domain policy applies to the domain itself; a repository policy to the repository and its packages. */
function resourceEffects({ store }: Service, request: AccessRequest): Set<Effect> {
  // A policy cannot lock its author out of changing it (user guide, "Set a policy").
  if (/:Put(Domain|Repository)PermissionsPolicy$/.test(request.action)) return new Set();
  const [kind, domain = '', repository = ''] = request.resource
    .split(':')
    .slice(5)
    .join(':')
    .split('/');
  const policy =
    kind === 'domain'
      ? store.domain(domain)?.policy
      : kind === 'repository' || kind === 'package'
        ? store.repository({ domain, repository })?.policy
        : undefined;
  return policy ? documentEffects(policy.document, request, true) : new Set();
}

function documentEffects(
  document: string,
  request: AccessRequest,
  resourceBased: boolean,
): Set<Effect> {
  const policy = parsePolicy(document, resourceBased);
  return typeof policy === 'string' ? new Set() : matchingEffects(policy, request);
}

function union(sets: readonly ReadonlySet<Effect>[]): Set<Effect> {
  return new Set(sets.flatMap(set => [...set]));
}
