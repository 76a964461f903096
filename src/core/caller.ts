/** Who an ARN of `sts:GetCallerIdentity` names. */
export interface Caller {
  readonly kind: 'role' | 'user' | 'root' | 'federated' | 'other';
  /** The role's or user's name without its path; `PowerUser` for IAM Identity Center's role of that permission set. */
  readonly name: string;
  /** The name of a role's or a federated user's session. */
  readonly session?: string;
  /** Whether the role was made by IAM Identity Center for a permission set. */
  readonly permissionSet: boolean;
}

/**
 * Reads a caller's ARN. Source: IAM User Guide, "IAM identifiers"; IAM Identity Center names its
 * roles `AWSReservedSSO_PERMISSIONSET_HASH`.
 */
export function parseCallerArn(arn: string): Caller {
  const [, , , , , ...rest] = arn.split(':');
  const resource = rest.join(':');
  const [kind = '', ...path] = resource.split('/');
  const last = path.at(-1) ?? resource;
  if (kind === 'assumed-role' && path[0] !== undefined) {
    const [, set] = /^AWSReservedSSO_(.+)_[0-9a-f]{8,}$/.exec(path[0]) ?? [];
    const session = path.slice(1).join('/');
    const name = set ?? path[0];
    return { kind: 'role', name, permissionSet: set !== undefined, ...(session && { session }) };
  }
  if (kind === 'root') return { kind: 'root', name: 'root', permissionSet: false };
  if (kind === 'user') return { kind: 'user', name: last, permissionSet: false };
  if (kind === 'federated-user')
    return { kind: 'federated', name: last, session: last, permissionSet: false };
  return { kind: 'other', name: last, permissionSet: false };
}
