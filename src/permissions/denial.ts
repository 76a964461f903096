import { parseArn } from './parseArn';

/** The identity that was denied access. */
export interface Principal {
  /**
   * `permission-set` is a role that IAM Identity Center manages; its policies are changed there.
   * `federated` is a session from GetFederationToken.
   */
  readonly kind: 'user' | 'role' | 'permission-set' | 'federated' | 'root' | 'other';
  readonly arn: string;
  readonly partition: string;
  readonly account: string;
  /** The name of the user, role or permission set; the last part of the ARN for others. */
  readonly name: string;
  /** The name of the role's session. */
  readonly session?: string;
}

/**
 * The kinds of policy that access denied messages name (IAM User Guide, "Troubleshoot access denied
 * error messages").
 */
export type PolicyKind =
  | 'identity'
  | 'resource'
  | 'boundary'
  | 'session'
  | 'service-control'
  | 'resource-control'
  | 'vpc-endpoint'
  | 'trust';

/** The content of an access denied message. */
export interface Denial {
  readonly principal?: Principal;
  /** `codeartifact:GetAuthorizationToken`. */
  readonly action?: string;
  /** An ARN, or `*`. */
  readonly resource?: string;
  /** Whether an explicit deny applies, no policy allows the action, or the message does not say. */
  readonly why: 'denied' | 'not-allowed' | 'untold';
  /** The kind of policy, if the message names it. */
  readonly policy?: PolicyKind;
  /** The ARN of the policy, if the message names it. */
  readonly policyArn?: string;
}

/** A denied call. The operation and ARN fill in what the message leaves out. */
export interface DeniedCall {
  readonly message?: string;
  /** `GetAuthorizationToken`. */
  readonly operation?: string;
  readonly arn?: string;
}

/** Parses an access denied message. Facts that the message does not contain are absent. */
export function parseDenial({ message = '', operation, arn }: DeniedCall): Denial {
  const [, user, action = operation && `codeartifact:${operation}`, resourceText, details = ''] =
    /User: (\S+) is not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+?))?[,.]?(?:\s+(.*))?$/s.exec(
      message,
    ) ?? [];
  const resource = resourceText ?? arn;
  const principal = user === undefined ? undefined : parsePrincipal(user);
  const text = details === '' ? message : details;
  const policy = policyPatterns.find(([shape]) => shape.test(text))?.[1];
  const policyArn = /\barn:[\w-]+:(?:iam|organizations):\S*policy\/[^\s,]+/.exec(details)?.[0];
  return {
    ...(principal && { principal }),
    ...(action !== undefined && { action }),
    ...(resource !== undefined && { resource }),
    why: /explicit deny/.test(text) ? 'denied' : policy ? 'not-allowed' : 'untold',
    ...(policy && { policy }),
    ...(policyArn !== undefined && { policyArn }),
  };
}

const policyPatterns: readonly (readonly [shape: RegExp, policy: PolicyKind])[] = [
  [/identity-based polic/i, 'identity'],
  [/resource-based polic/i, 'resource'],
  [/permissions boundar/i, 'boundary'],
  [/session polic/i, 'session'],
  [/service control polic/i, 'service-control'],
  [/resource control polic/i, 'resource-control'],
  [/VPC endpoint polic/i, 'vpc-endpoint'],
  [/trust polic/i, 'trust'],
];

function parsePrincipal(arn: string): Principal {
  const { partition = 'aws', account = '', resource = arn } = parseArn(arn) ?? {};
  const createPrincipal = (kind: Principal['kind'], name: string, session?: string): Principal => ({
    kind,
    arn,
    partition,
    account,
    name,
    ...(session !== undefined && { session }),
  });
  const [kind, ...path] = resource.split('/');
  const last = path.at(-1) ?? resource;
  switch (kind) {
    case 'root':
      return createPrincipal('root', 'root');
    case 'user':
      return createPrincipal('user', last);
    case 'federated-user':
      return createPrincipal('federated', last);
    case 'role':
      return createRolePrincipal(last, createPrincipal);
    case 'assumed-role':
      return createRolePrincipal(path[0] ?? last, createPrincipal, path[1]);
    default:
      return createPrincipal('other', last);
  }
}

/** IAM Identity Center names its roles `AWSReservedSSO_PERMISSIONSET_HASH`; IAM cannot change them. */
function createRolePrincipal(
  name: string,
  createPrincipal: (kind: Principal['kind'], name: string, session?: string) => Principal,
  session?: string,
): Principal {
  const permissionSet = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(name)?.[1];
  return permissionSet === undefined
    ? createPrincipal('role', name, session)
    : createPrincipal('permission-set', permissionSet, session);
}
