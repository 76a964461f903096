import type { GeneratedPolicy } from './generatePolicies';

/** Formats the policy as a resource of the AWS provider for Terraform. */
export function toTerraform({ name, text, attachment }: GeneratedPolicy): string {
  // `${` and `%{` start templates in HCL strings.
  const json = text
    .trim()
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{');
  const [type, fields] = terraformResource(name, attachment);
  const width = Math.max(...fields.map(([key]) => key.length));
  const lines = fields.map(([key, value]) => `  ${key.padEnd(width)} = ${value}`);
  const document = attachment.on === 'identity' ? policyField(attachment) : 'policy_document';
  const body = `  ${document} = jsonencode(${json.replaceAll('\n', '\n  ')})`;
  return `resource "${type}" "${snakeCase(name)}" {\n${[...lines, body].join('\n')}\n}\n`;
}

type TerraformArguments = readonly (readonly [key: string, value: string])[];

function terraformResource(
  name: string,
  attachment: GeneratedPolicy['attachment'],
): readonly [string, TerraformArguments] {
  switch (attachment.on) {
    case 'identity':
      return identityResource(name, attachment);
    case 'domain': {
      const { domain, owner } = attachment.target;
      return [
        'aws_codeartifact_domain_permissions_policy',
        [
          ['domain', JSON.stringify(domain)],
          ['domain_owner', JSON.stringify(owner)],
        ],
      ];
    }
    case 'repository': {
      const { domain, owner } = attachment.target;
      return [
        'aws_codeartifact_repository_permissions_policy',
        [
          ['repository', JSON.stringify(attachment.repository)],
          ['domain', JSON.stringify(domain)],
          ['domain_owner', JSON.stringify(owner)],
        ],
      ];
    }
  }
}

type IdentityAttachment = Extract<GeneratedPolicy['attachment'], { on: 'identity' }>;

function identityResource(
  name: string,
  { principal }: IdentityAttachment,
): readonly [string, TerraformArguments] {
  switch (principal?.kind) {
    case 'user':
      return [
        'aws_iam_user_policy',
        [
          ['name', JSON.stringify(name)],
          ['user', JSON.stringify(principal.name)],
        ],
      ];
    case 'permission-set':
      return [
        'aws_ssoadmin_permission_set_inline_policy',
        [
          ['instance_arn', '"INSTANCE_ARN"'],
          ['permission_set_arn', '"PERMISSION_SET_ARN"'],
        ],
      ];
    default:
      return [
        'aws_iam_role_policy',
        [
          ['name', JSON.stringify(name)],
          ['role', JSON.stringify(principal?.kind === 'role' ? principal.name : 'ROLE_NAME')],
        ],
      ];
  }
}

function policyField({ principal }: IdentityAttachment): string {
  return principal?.kind === 'permission-set' ? 'inline_policy' : 'policy';
}

function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
}
