/** The identity that an ARN from `sts:GetCallerIdentity` names. */
export interface Caller {
  readonly kind: 'role' | 'user' | 'root' | 'federated' | 'other';
  /** The name of the role or user without its path, or the name of the permission set. */
  readonly name: string;
  /** The session name of a role or federated user. */
  readonly session?: string;
  /** Whether IAM Identity Center created the role for a permission set. */
  readonly permissionSet: boolean;
}

/**
 * Parses the ARN of a caller (IAM User Guide, "IAM identifiers"). IAM Identity Center names its
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
