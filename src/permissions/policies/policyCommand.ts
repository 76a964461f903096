import type { Shell } from '../../shared/shell';
import type { Principal } from '../denial';
import type { GeneratedPolicy } from './generatePolicies';
import { awsCliCommand, compactJson } from './awsCliCommand';

/** The IAM quota for the inline policies of a user, without white space (IAM User Guide, "Quotas"). */
const maxInlineUserPolicyCharacters = 2048;

/** The AWS CLI commands that attach a policy. */
export function policyCommand({ name, text, attachment }: GeneratedPolicy, shell: Shell): string {
  switch (attachment.on) {
    case 'identity':
      return identityCommand(shell, name, text, attachment.principal);
    case 'domain': {
      const { domain, owner, region } = attachment.target;
      return awsCliCommand(
        shell,
        ['codeartifact', 'put-domain-permissions-policy'],
        [
          ['domain', domain],
          ['domain-owner', owner],
          ['region', region],
          ['policy-document', { json: text }],
        ],
      );
    }
    case 'repository': {
      const { domain, owner, region } = attachment.target;
      return awsCliCommand(
        shell,
        ['codeartifact', 'put-repository-permissions-policy'],
        [
          ['domain', domain],
          ['domain-owner', owner],
          ['region', region],
          ['repository', attachment.repository],
          ['policy-document', { json: text }],
        ],
      );
    }
  }
}

function identityCommand(
  shell: Shell,
  name: string,
  text: string,
  principal: Principal | undefined,
): string {
  switch (principal?.kind) {
    case 'user':
      return compactJson(text).length > maxInlineUserPolicyCharacters
        ? managedPolicyCommands(shell, name, text, principal)
        : awsCliCommand(
            shell,
            ['iam', 'put-user-policy'],
            [
              ['user-name', principal.name],
              ['policy-name', name],
              ['policy-document', { json: text }],
            ],
          );
    case 'permission-set':
      return awsCliCommand(
        shell,
        ['sso-admin', 'put-inline-policy-to-permission-set'],
        [
          ['instance-arn', 'INSTANCE_ARN'],
          ['permission-set-arn', 'PERMISSION_SET_ARN'],
          ['inline-policy', { json: text }],
        ],
      );
    default:
      return awsCliCommand(
        shell,
        ['iam', 'put-role-policy'],
        [
          ['role-name', principal?.kind === 'role' ? principal.name : 'ROLE_NAME'],
          ['policy-name', name],
          ['policy-document', { json: text }],
        ],
      );
  }
}

/** Creates a managed policy and attaches it, for policies that are too large for an inline policy. */
function managedPolicyCommands(
  shell: Shell,
  name: string,
  text: string,
  principal: Principal,
): string {
  const { partition, account } = principal;
  const create = awsCliCommand(
    shell,
    ['iam', 'create-policy'],
    [
      ['policy-name', name],
      ['policy-document', { json: text }],
    ],
  );
  const policyArn = `arn:${partition}:iam::${account}:policy/${name}`;
  return `${create}\n${attachPolicyCommand(principal, policyArn, shell)}`;
}

/** The command that attaches an existing policy, such as an AWS managed policy. */
export function attachPolicyCommand(
  principal: Principal | undefined,
  policyArn: string,
  shell: Shell,
): string {
  switch (principal?.kind) {
    case 'user':
      return awsCliCommand(
        shell,
        ['iam', 'attach-user-policy'],
        [
          ['user-name', principal.name],
          ['policy-arn', policyArn],
        ],
      );
    case 'permission-set':
      return awsCliCommand(
        shell,
        ['sso-admin', 'attach-managed-policy-to-permission-set'],
        [
          ['instance-arn', 'INSTANCE_ARN'],
          ['permission-set-arn', 'PERMISSION_SET_ARN'],
          ['managed-policy-arn', policyArn],
        ],
      );
    default:
      return awsCliCommand(
        shell,
        ['iam', 'attach-role-policy'],
        [
          ['role-name', principal?.kind === 'role' ? principal.name : 'ROLE_NAME'],
          ['policy-arn', policyArn],
        ],
      );
  }
}

/** The AWS managed policies for CodeArtifact. They allow more than the generated policies. */
export function awsManagedPolicy(
  purpose: 'read' | 'administer',
  partition: string,
): { readonly name: string; readonly arn: string } {
  const name = purpose === 'read' ? 'AWSCodeArtifactReadOnlyAccess' : 'AWSCodeArtifactAdminAccess';
  return { name, arn: `arn:${partition}:iam::aws:policy/${name}` };
}
