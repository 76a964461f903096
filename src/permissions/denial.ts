import { parseArn } from './parseArn';

/** Who was refused. */
export interface Principal {
  /**
   * `permission-set`: a role that IAM Identity Center made, whose policies are changed there.
   * `federated`: credentials of GetFederationToken.
   */
  readonly kind: 'user' | 'role' | 'permission-set' | 'federated' | 'root' | 'other';
  readonly arn: string;
  readonly partition: string;
  readonly account: string;
  /** Name of the user, role or permission set; the ARN's last part for others. */
  readonly name: string;
  /** The name of the role's session. */
  readonly session?: string;
}

/** The kinds of policy that AWS's refusals name (IAM user guide, "Troubleshoot access denied error messages"). */
export type PolicyKind =
  | 'identity'
  | 'resource'
  | 'boundary'
  | 'session'
  | 'service-control'
  | 'resource-control'
  | 'vpc-endpoint'
  | 'trust';

/** What a refusal of AWS says. */
export interface Denial {
  readonly principal?: Principal;
  /** `codeartifact:GetAuthorizationToken`. */
  readonly action?: string;
  /** An ARN, or `*`. */
  readonly resource?: string;
  /** Whether something denies, nothing allows, or the refusal does not tell. */
  readonly why: 'denied' | 'not-allowed' | 'untold';
  /** Where, if the refusal tells. */
  readonly policy?: PolicyKind;
  /** The policy itself, if the refusal names it. */
  readonly policyArn?: string;
}

/** What is known of the call beside the refusal, for refusals that tell less. */
export interface DeniedCall {
  readonly message?: string;
  /** `GetAuthorizationToken`. */
  readonly operation?: string;
  readonly arn?: string;
}

/** Reads a refusal of AWS. Never fails: what the text does not tell is absent. */
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

/** Roles of IAM Identity Center are `AWSReservedSSO_PERMISSIONSET_HASH`; IAM itself cannot change them. */
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
