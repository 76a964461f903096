import { accessDeniedError } from '../serviceError';
import type { Permission } from '../api/operation';
import type { Service } from '../service';
import { matchingEffects, parsePolicy, type Effect, type AccessRequest } from './policy';
import { findUser, userArn } from './users';

/**
 * Throws AccessDeniedException, in the service's words, unless `name` may do all of `permissions`.
 * The order is IAM's within one account: a Deny anywhere wins, then an Allow of the identity's
 * policies or of the resource's, else the request is denied.
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

/** Whether `name` may do all of `permissions`. */
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

/** Policies of the domain guard calls on the domain; those of a repository all that lies in it. */
function resourceEffects({ store }: Service, request: AccessRequest): Set<Effect> {
  // Nobody is to lock themselves out of changing a policy (user guide, "Set a policy").
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
