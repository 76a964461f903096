import { policyCommand } from './command';
import type { Paper } from './paper';
import { awsCommand } from './shell';

/**
 * How the policy gets to what runs on EC2, ECS and CodeBuild, as Markdown: each runs as a role, and
 * the role is what gets it.
 */
export function attachGuide(paper: Paper): string {
  const principal = paper.attachment.on === 'identity' ? paper.attachment.principal : undefined;
  const role = principal?.kind === 'role' ? principal.name : 'ROLE_NAME';
  const put = policyCommand({
    ...paper,
    attachment: {
      on: 'identity',
      principal: {
        ...{ kind: 'role', arn: '', name: role },
        ...{ partition: principal?.partition ?? 'aws', account: principal?.account ?? '' },
      },
    },
  });
  return [
    `# ${paper.name}: give it to a role`,
    `What runs on EC2, ECS or CodeBuild has no user of its own: it runs as a role. Find the role, then give it the policy:`,
    fence(put),
    `## EC2`,
    `The role is in the instance profile of the instance:`,
    fence(
      awsCommand(
        ['ec2', 'describe-iam-instance-profile-associations'],
        [['filters', 'Name=instance-id,Values=INSTANCE_ID']],
      ),
    ),
    `If the list is empty, make a role and a profile, and give the instance the profile. Credentials arrive within a minute, without a restart:`,
    fence(
      [
        createRole('CodeArtifactInstance', 'ec2.amazonaws.com'),
        awsCommand(
          ['iam', 'create-instance-profile'],
          [['instance-profile-name', 'CodeArtifactInstance']],
        ),
        awsCommand(
          ['iam', 'add-role-to-instance-profile'],
          [
            ['instance-profile-name', 'CodeArtifactInstance'],
            ['role-name', 'CodeArtifactInstance'],
          ],
        ),
        awsCommand(
          ['ec2', 'associate-iam-instance-profile'],
          [
            ['instance-id', 'INSTANCE_ID'],
            ['iam-instance-profile', 'Name=CodeArtifactInstance'],
          ],
        ),
      ].join('\n'),
    ),
    `In a container on the instance the metadata service must be reachable: its hop limit must be 2 (\`aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2\`).`,
    `## ECS`,
    `It is the role of the task (\`taskRoleArn\` of the task definition), not its execution role, which only pulls images and writes logs:`,
    fence(
      awsCommand(
        ['ecs', 'describe-task-definition'],
        [
          ['task-definition', 'TASK_DEFINITION'],
          ['query', 'taskDefinition.taskRoleArn'],
        ],
      ),
    ),
    `If there is none, make a role that \`ecs-tasks.amazonaws.com\` may assume, and register the task definition anew with it:`,
    fence(createRole('CodeArtifactTask', 'ecs-tasks.amazonaws.com')),
    `## CodeBuild`,
    `It is the service role of the project:`,
    fence(
      awsCommand(
        ['codebuild', 'batch-get-projects'],
        [
          ['names', 'PROJECT'],
          ['query', 'projects[0].serviceRole'],
        ],
      ),
    ),
    ``,
  ].join('\n\n');
}

function createRole(name: string, service: string): string {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  };
  return awsCommand(
    ['iam', 'create-role'],
    [
      ['role-name', name],
      ['assume-role-policy-document', JSON.stringify(trust)],
    ],
  );
}

function fence(command: string): string {
  return `\`\`\`sh\n${command}\n\`\`\``;
}
