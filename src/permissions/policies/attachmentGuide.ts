import type { Shell } from '../../shared/shell';
import { policyCommand } from './policyCommand';
import type { GeneratedPolicy } from './generatePolicies';
import { awsCliCommand, type OptionValue } from './awsCliCommand';

/**
 * How the policy gets to what runs on EC2, ECS and CodeBuild, as Markdown: each runs as a role, and
 * the role is what gets it.
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
    `# ${policy.name}: give it to a role`,
    `What runs on EC2, ECS or CodeBuild has no user of its own: it runs as a role. Find the role, then give it the policy:`,
    codeBlock(putCommand(principal?.kind === 'role' ? principal.name : 'ROLE_NAME')),
    `## EC2`,
    `The role is in the instance profile of the instance:`,
    codeBlock(
      awsCommandLine('ec2 describe-iam-instance-profile-associations', [
        'filters',
        'Name=instance-id,Values=INSTANCE_ID',
      ]),
    ),
    `If the list is empty, make a role with the policy and a profile with the role, and give the profile to the instance. Credentials arrive within a minute, without a restart:`,
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
    `What runs in a container on the instance reaches the credentials only where the hop limit of the metadata service is 2 or more:`,
    codeBlock(
      awsCommandLine(
        'ec2 modify-instance-metadata-options',
        ['instance-id', 'INSTANCE_ID'],
        ['http-put-response-hop-limit', '2'],
      ),
    ),
    `## ECS`,
    `It is the role of the task (\`taskRoleArn\` of the task definition), not its execution role, which only pulls images and writes logs:`,
    codeBlock(
      awsCommandLine(
        'ecs describe-task-definition',
        ['task-definition', 'TASK_DEFINITION'],
        ['query', 'taskDefinition.taskRoleArn'],
      ),
    ),
    `If there is none, make a role with the policy, and register the task definition anew with its ARN as \`taskRoleArn\`:`,
    codeBlock(createRole(task, 'ecs-tasks.amazonaws.com'), putCommand(task)),
    `## CodeBuild`,
    `It is the service role of the project:`,
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
