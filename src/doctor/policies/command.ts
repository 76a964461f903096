import type { Principal } from '../denial';
import type { Paper } from './paper';
import { awsCommand } from './shell';

/** IAM's quota for all inline policies of a user, blanks not counted (IAM user guide, "Quotas"). */
const inlineUserCharacters = 2048;

/** The commands of the AWS CLI, for a POSIX shell, that put the policy where it belongs. */
export function policyCommand({ name, text, attachment }: Paper): string {
  const document = compact(text);
  switch (attachment.on) {
    case 'identity':
      return identityCommand(name, document, attachment.principal);
    case 'domain': {
      const { domain, owner, region } = attachment.target;
      return awsCommand(
        ['codeartifact', 'put-domain-permissions-policy'],
        [
          ['domain', domain],
          ['domain-owner', owner],
          ['region', region],
          ['policy-document', document],
        ],
      );
    }
    case 'repository': {
      const { domain, owner, region } = attachment.target;
      return awsCommand(
        ['codeartifact', 'put-repository-permissions-policy'],
        [
          ['domain', domain],
          ['domain-owner', owner],
          ['region', region],
          ['repository', attachment.repository],
          ['policy-document', document],
        ],
      );
    }
  }
}

function identityCommand(name: string, document: string, principal: Principal | undefined): string {
  switch (principal?.kind) {
    case 'user':
      return document.length > inlineUserCharacters
        ? managed(name, document, principal)
        : awsCommand(
            ['iam', 'put-user-policy'],
            [
              ['user-name', principal.name],
              ['policy-name', name],
              ['policy-document', document],
            ],
          );
    case 'permission-set':
      return awsCommand(
        ['sso-admin', 'put-inline-policy-to-permission-set'],
        [
          ['instance-arn', 'INSTANCE_ARN'],
          ['permission-set-arn', 'PERMISSION_SET_ARN'],
          ['inline-policy', document],
        ],
      );
    default:
      return awsCommand(
        ['iam', 'put-role-policy'],
        [
          ['role-name', principal?.kind === 'role' ? principal.name : 'ROLE_NAME'],
          ['policy-name', name],
          ['policy-document', document],
        ],
      );
  }
}

/** A user's inline policies are too small for it: a policy of its own, and the user gets it. */
function managed(name: string, document: string, principal: Principal): string {
  const { partition, account } = principal;
  const create = awsCommand(
    ['iam', 'create-policy'],
    [
      ['policy-name', name],
      ['policy-document', document],
    ],
  );
  return `${create}\n${attachCommand(principal, `arn:${partition}:iam::${account}:policy/${name}`)}`;
}

/** The command that gives an identity a policy that is there already, such as one of AWS's own. */
export function attachCommand(principal: Principal | undefined, policyArn: string): string {
  switch (principal?.kind) {
    case 'user':
      return awsCommand(
        ['iam', 'attach-user-policy'],
        [
          ['user-name', principal.name],
          ['policy-arn', policyArn],
        ],
      );
    case 'permission-set':
      return awsCommand(
        ['sso-admin', 'attach-managed-policy-to-permission-set'],
        [
          ['instance-arn', 'INSTANCE_ARN'],
          ['permission-set-arn', 'PERMISSION_SET_ARN'],
          ['managed-policy-arn', policyArn],
        ],
      );
    default:
      return awsCommand(
        ['iam', 'attach-role-policy'],
        [
          ['role-name', principal?.kind === 'role' ? principal.name : 'ROLE_NAME'],
          ['policy-arn', policyArn],
        ],
      );
  }
}

/** AWS's own policies that allow reading or everything: quick, and wider than need be. */
export function managedPolicyArn(
  purpose: 'read' | 'administer',
  partition: string,
): { readonly name: string; readonly arn: string } {
  const name = purpose === 'read' ? 'AWSCodeArtifactReadOnlyAccess' : 'AWSCodeArtifactAdminAccess';
  return { name, arn: `arn:${partition}:iam::aws:policy/${name}` };
}

function compact(json: string): string {
  return JSON.stringify(JSON.parse(json));
}
