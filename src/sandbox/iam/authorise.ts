import { accessDenied } from '../errors';
import type { Permission } from '../api/operation';
import type { Service } from '../service';
import { effects, parsePolicy, type Effect, type Request } from './policy';
import { user, userArn } from './users';

/**
 * Throws AccessDeniedException, in the service's words, unless `name` may do all of `permissions`.
 * The order is IAM's within one account: a Deny anywhere wins, then an Allow of the identity's
 * policies or of the resource's, else the request is denied.
 */
export function authorise(
  service: Service,
  name: string,
  permissions: readonly Permission[],
): void {
  for (const { action, resource, context = {} } of permissions) {
    const principalArn = userArn(service.account, name);
    const request = { principalArn, account: service.account, action, resource, context };
    const identity = identityEffects(service, name, request);
    const ofResource = resourceEffects(service, request);
    const why = denial(identity, ofResource, action);
    if (why !== undefined)
      throw accessDenied(
        `User: ${principalArn} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
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
    authorise(service, name, permissions);
    return true;
  } catch {
    return false;
  }
}

function denial(
  identity: ReadonlySet<Effect>,
  ofResource: ReadonlySet<Effect>,
  action: string,
): string | undefined {
  if (identity.has('Deny')) return 'with an explicit deny in an identity-based policy';
  if (ofResource.has('Deny')) return 'with an explicit deny in a resource-based policy';
  if (identity.has('Allow') || ofResource.has('Allow')) return undefined;
  return `because no identity-based policy allows the ${action} action`;
}

function identityEffects(service: Service, name: string, request: Request): Set<Effect> {
  const documents = Object.values(user(service.store, name)?.policies ?? {});
  return union(documents.map(document => effectsOf(document, request, false)));
}

/** Policies of the domain guard calls on the domain; those of a repository all that lies in it. */
function resourceEffects({ store }: Service, request: Request): Set<Effect> {
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
  return policy ? effectsOf(policy.document, request, true) : new Set();
}

function effectsOf(document: string, request: Request, resourceBased: boolean): Set<Effect> {
  const policy = parsePolicy(document, resourceBased);
  return typeof policy === 'string' ? new Set() : effects(policy, request);
}

function union(sets: readonly ReadonlySet<Effect>[]): Set<Effect> {
  return new Set(sets.flatMap(set => [...set]));
}
