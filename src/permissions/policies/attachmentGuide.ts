import type { Shell } from '../../shared/shell';
import { policyCommand } from './policyCommand';
import type { GeneratedPolicy } from './generatePolicies';
import { awsCliCommand, type OptionValue } from './awsCliCommand';

/**
 * A Markdown guide to attaching the policy to the role that code on EC2, ECS or CodeBuild runs as.
 */
export function attachmentGuide(policy: GeneratedPolicy, shell: Shell): string {
  const principal = policy.attachment.on === 'identity' ? policy.attachment.principal : undefined;
  const putCommand = (role: string) => policyCommand(withRolePrincipal(policy, role), shell);
  const codeBlock = (...commands: readonly string[]) =>
    `\`\`\`${shell === 'posix' ? 'sh' : 'powershell'}\n${commands.join('\n')}\n\`\`\``;
  const awsCommandLine = (
    words: string,
    ...options: (readonly [name: string, value: OptionValue])[]
  ) => awsCliCommand(shell, words.split(' '), options);
  const createRole = (name: string, service: string) =>
    awsCommandLine(
      'iam create-role',
      ['role-name', name],
      ['assume-role-policy-document', trustPolicy(service)],
    );
  const instance = 'CodeArtifactInstance';
  const task = 'CodeArtifactTask';
  return [
    `# Attach ${policy.name} to a role`,
    `Code on EC2, ECS and CodeBuild runs as an IAM role. Find the role, then attach the policy to it:`,
    codeBlock(putCommand(principal?.kind === 'role' ? principal.name : 'ROLE_NAME')),
    `## EC2`,
    `The role is in the instance profile that is associated with the instance:`,
    codeBlock(
      awsCommandLine('ec2 describe-iam-instance-profile-associations', [
        'filters',
        'Name=instance-id,Values=INSTANCE_ID',
      ]),
    ),
    `If the list is empty, create a role with the policy, create an instance profile with the role, and associate the profile with the instance. The credentials are available within a minute; no restart is needed:`,
    codeBlock(
      createRole(instance, 'ec2.amazonaws.com'),
      putCommand(instance),
      awsCommandLine('iam create-instance-profile', ['instance-profile-name', instance]),
      awsCommandLine(
        'iam add-role-to-instance-profile',
        ['instance-profile-name', instance],
        ['role-name', instance],
      ),
      awsCommandLine(
        'ec2 associate-iam-instance-profile',
        ['instance-id', 'INSTANCE_ID'],
        ['iam-instance-profile', `Name=${instance}`],
      ),
    ),
    `Containers on the instance can get the credentials only if the hop limit of the instance metadata service is at least 2:`,
    codeBlock(
      awsCommandLine(
        'ec2 modify-instance-metadata-options',
        ['instance-id', 'INSTANCE_ID'],
        ['http-put-response-hop-limit', '2'],
      ),
    ),
    `## ECS`,
    `Use the task role (\`taskRoleArn\` in the task definition). The execution role is only for pulling images and writing logs:`,
    codeBlock(
      awsCommandLine(
        'ecs describe-task-definition',
        ['task-definition', 'TASK_DEFINITION'],
        ['query', 'taskDefinition.taskRoleArn'],
      ),
    ),
    `If there is no task role, create one with the policy and register a new revision of the task definition with its ARN as \`taskRoleArn\`:`,
    codeBlock(createRole(task, 'ecs-tasks.amazonaws.com'), putCommand(task)),
    `## CodeBuild`,
    `Use the service role of the project:`,
    codeBlock(
      awsCommandLine(
        'codebuild batch-get-projects',
        ['names', 'PROJECT'],
        ['query', 'projects[0].serviceRole'],
      ),
    ),
    ``,
  ].join('\n\n');
}

function withRolePrincipal(policy: GeneratedPolicy, name: string): GeneratedPolicy {
  const { attachment } = policy;
  const { partition = 'aws', account = '' } =
    (attachment.on === 'identity' ? attachment.principal : undefined) ?? {};
  const principal = { kind: 'role', arn: '', name, partition, account } as const;
  return { ...policy, attachment: { on: 'identity', principal } };
}

function trustPolicy(service: string): OptionValue {
  const json = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
  return { json };
}
