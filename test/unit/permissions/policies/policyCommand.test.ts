import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { parseDenial } from '../../../../src/permissions/denial';
import {
  attachPolicyCommand,
  awsManagedPolicy,
  policyCommand,
} from '../../../../src/permissions/policies/policyCommand';
import { attachmentGuide } from '../../../../src/permissions/policies/attachmentGuide';
import {
  generatePolicies,
  type GeneratedPolicy,
} from '../../../../src/permissions/policies/generatePolicies';
import { awsCliCommand } from '../../../../src/permissions/policies/awsCliCommand';
import { toTerraform } from '../../../../src/permissions/policies/toTerraform';
import type { Purpose } from '../../../../src/permissions/policies/purposes';

const me = '111122223333';
const owner = '999988887777';
const domain = (account: string) => `arn:aws:codeartifact:eu-west-1:${account}:domain/my-team`;
const refused = (who: string, resource = domain(me), action = 'GetAuthorizationToken') =>
  parseDenial({
    message: `User: ${who} is not authorized to perform: codeartifact:${action} on resource: ${resource} because no identity-based policy allows it`,
  });
const user = `arn:aws:iam::${me}:user/team/ann`;
const role = `arn:aws:sts::${me}:assumed-role/build/i-0123456789`;
const permissionSet = `arn:aws:sts::${me}:assumed-role/AWSReservedSSO_Devs_0123456789abcdef/ann`;

function papers(
  who: string,
  purpose: Purpose = 'read',
  resource = domain(me),
): readonly GeneratedPolicy[] {
  return generatePolicies(refused(who, resource), purpose, undefined, []);
}
function paper(who: string, purpose?: Purpose): GeneratedPolicy {
  const [first] = papers(who, purpose);
  assert.ok(first);
  return first;
}

/** The arguments that a shell would give to `aws`, one command a line of the answer. */
function argumentsOf(command: string): string[][] {
  const script = `aws() { printf '%s\\0' "$@"; printf '\\n\\0'; }\n${command}`;
  const out = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
  return out
    .split('\n\0')
    .filter(it => it !== '')
    .map(it => it.split('\0').slice(0, -1));
}

function option(args: readonly string[] | undefined, name: string): string {
  return args?.[args.indexOf(`--${name}`) + 1] ?? '';
}

describe('policyCommand', () => {
  const cases: [what: string, who: string, words: string[], option: string, value: string][] = [
    ['a user', user, ['iam', 'put-user-policy'], 'user-name', 'ann'],
    ['a role', role, ['iam', 'put-role-policy'], 'role-name', 'build'],
    [
      'a permission set',
      permissionSet,
      ['sso-admin', 'put-inline-policy-to-permission-set'],
      'instance-arn',
      'INSTANCE_ARN',
    ],
  ];
  for (const [what, who, words, name, value] of cases)
    it(`gives ${what} the document as it is shown`, () => {
      const shown = paper(who, 'only');
      const [args, ...others] = argumentsOf(policyCommand(shown, 'posix'));
      assert.deepEqual(others, []);
      assert.deepEqual(args?.slice(0, 2), words);
      assert.equal(option(args, name), value);
      const document = option(args, who === permissionSet ? 'inline-policy' : 'policy-document');
      assert.deepEqual(JSON.parse(document), JSON.parse(shown.text));
    });

  it('makes a policy of its own where a user’s inline policies are too small', () => {
    const [create, attach] = argumentsOf(policyCommand(paper(user, 'administer'), 'posix'));
    assert.deepEqual(create?.slice(0, 2), ['iam', 'create-policy']);
    assert.deepEqual(attach?.slice(0, 2), ['iam', 'attach-user-policy']);
    assert.equal(option(attach, 'policy-arn'), `arn:aws:iam::${me}:policy/CodeArtifactAdminister`);
  });

  it('names the managed policies, in their partition', () => {
    const { arn } = awsManagedPolicy('read', 'aws-us-gov');
    assert.equal(arn, 'arn:aws-us-gov:iam::aws:policy/AWSCodeArtifactReadOnlyAccess');
    const [args] = argumentsOf(attachPolicyCommand(refused(role).principal, arn, 'posix'));
    assert.deepEqual(args?.slice(0, 2), ['iam', 'attach-role-policy']);
    assert.equal(awsManagedPolicy('administer', 'aws').name, 'AWSCodeArtifactAdminAccess');
  });
});

describe('generatePolicies', () => {
  it('asks for two policies across accounts', () => {
    const [identity, shared] = papers(role, 'read', domain(owner));
    assert.equal(identity?.attachment.on, 'identity');
    assert.equal(shared?.attachment.on, 'domain');
    const document = JSON.parse(shared.text) as { Statement: [Record<string, unknown>] };
    assert.deepEqual(document.Statement[0]['Principal'], { AWS: `arn:aws:iam::${me}:root` });
    const [args] = argumentsOf(policyCommand(shared, 'posix'));
    assert.deepEqual(args?.slice(0, 2), ['codeartifact', 'put-domain-permissions-policy']);
    assert.equal(option(args, 'domain-owner'), owner);
    assert.match(toTerraform(shared), /"aws_codeartifact_domain_permissions_policy"/);
  });

  it('names the repository of the other account, and the user', () => {
    const resource = `arn:aws:codeartifact:eu-west-1:${owner}:repository/my-team/releases`;
    const found = generatePolicies(
      refused(user, resource, 'ReadFromRepository'),
      'read',
      undefined,
      [],
    );
    const shared = found[1];
    assert.ok(shared);
    assert.match(shared.text, new RegExp(`"AWS": "${user}"`));
    const [args] = argumentsOf(policyCommand(shared, 'posix'));
    assert.deepEqual(args?.slice(0, 2), ['codeartifact', 'put-repository-permissions-policy']);
    assert.equal(option(args, 'repository'), 'releases');
    assert.match(toTerraform(shared), /repository += "releases"/);
  });

  it('attaches to the domain of the other account where repositories are in use', () => {
    const found = generatePolicies(refused(role, domain(owner)), 'read', undefined, ['releases']);
    assert.equal(found[1]?.attachment.on, 'domain');
  });

  it('knows the domain from the call where the refusal does not tell', () => {
    const denial = parseDenial({
      message: `User: ${user} is not authorized to perform: sts:GetServiceBearerToken on resource: ${user}`,
    });
    const [found] = generatePolicies(denial, 'read', domain(me), ['releases']);
    assert.match(found?.text ?? '', /repository\/my-team\/releases"/);
  });

  it('means all domains of the own account where nothing tells which', () => {
    const [found] = generatePolicies(refused(user, '*', 'ListDomains'), 'read', undefined, []);
    assert.match(found?.text ?? '', new RegExp(`"arn:aws:codeartifact:\\*:${me}:domain/\\*"`));
  });
});

describe('toTerraform', () => {
  /** The names and values of the fields beside the document. */
  const fieldsOf = (shown: GeneratedPolicy) =>
    [...toTerraform(shown).matchAll(/^ {2}(\w+) += (".*")$/gm)].map(it => it.slice(1));
  const cases: [who: string, type: string, field: RegExp][] = [
    [user, 'aws_iam_user_policy', /user = "ann"/],
    [role, 'aws_iam_role_policy', /role = "build"/],
    [permissionSet, 'aws_ssoadmin_permission_set_inline_policy', /inline_policy = jsonencode\(/],
  ];
  for (const [who, type, field] of cases)
    it(`is a ${type} with the document as it is shown`, () => {
      const shown = paper(who);
      const text = toTerraform(shown);
      assert.ok(text.startsWith(`resource "${type}" "code_artifact_read" {\n`), text);
      assert.match(text, field);
      const json = /jsonencode\((.*)\)\n\}\n$/s.exec(text)?.[1] ?? '';
      assert.deepEqual(JSON.parse(json), JSON.parse(shown.text));
    });

  it('names the domain and its owner for a policy of a domain', () => {
    const shared = papers(role, 'read', domain(owner))[1];
    assert.ok(shared);
    assert.deepEqual(fieldsOf(shared), [
      ['domain', '"my-team"'],
      ['domain_owner', `"${owner}"`],
    ]);
  });

  it('names the repository, the domain and its owner for a policy of a repository', () => {
    const resource = `arn:aws:codeartifact:eu-west-1:${owner}:repository/my-team/releases`;
    const denial = refused(role, resource, 'ReadFromRepository');
    const shared = generatePolicies(denial, 'read', undefined, [])[1];
    assert.ok(shared);
    assert.deepEqual(fieldsOf(shared), [
      ['repository', '"releases"'],
      ['domain', '"my-team"'],
      ['domain_owner', `"${owner}"`],
    ]);
  });

  it('has no template in it', () => {
    const odd = { ...paper(role), text: '{"a":"${aws:username} %{x}"}' };
    assert.match(toTerraform(odd), /\$\$\{aws:username\} %%\{x\}/);
  });
});

describe('attachmentGuide', () => {
  it('tells for EC2, ECS and CodeBuild which role gets the policy, and how', () => {
    const guide = attachmentGuide(paper(role), 'posix');
    for (const title of ['## EC2', '## ECS', '## CodeBuild']) assert.ok(guide.includes(title));
    const commands = [...guide.matchAll(/```sh\n(.*?)\n```/gs)].map(it => it[1] ?? '');
    assert.ok(commands.length >= 5);
    for (const command of commands) assert.ok(argumentsOf(command).length > 0, command);
    assert.equal(option(argumentsOf(commands[0] ?? '')[0], 'role-name'), 'build');
    const policyOf = (role: string) =>
      commands
        .flatMap(argumentsOf)
        .find(args => args[1] === 'put-role-policy' && option(args, 'role-name') === role);
    for (const made of ['CodeArtifactInstance', 'CodeArtifactTask'])
      assert.deepEqual(
        JSON.parse(option(policyOf(made), 'policy-document')),
        JSON.parse(paper(role).text),
      );
  });

  it('is for PowerShell where that is the shell', () => {
    const guide = attachmentGuide(paper(role), 'powershell');
    assert.doesNotMatch(guide, /```sh|\\\n/);
    assert.match(guide, /```powershell\n/);
    assert.match(guide, /--filters 'Name=instance-id,Values=INSTANCE_ID'/);
  });
});

describe('for PowerShell', () => {
  it('a policy goes by a file, because quotes would get lost on the way to a program', () => {
    const shown = paper(role);
    const [make, write = '', ...command] = policyCommand(shown, 'powershell').split('\n');
    assert.equal(make, '$document = (New-TemporaryFile).FullName');
    const value = /^Set-Content -LiteralPath \$document -Encoding ascii -Value '([^']*)'$/.exec(
      write,
    )?.[1];
    assert.deepEqual(JSON.parse(value ?? ''), JSON.parse(shown.text));
    assert.deepEqual(command, [
      'aws iam put-role-policy `',
      '  --role-name build `',
      '  --policy-name CodeArtifactRead `',
      '  --policy-document "file://$document"',
      'Remove-Item -LiteralPath $document',
    ]);
  });

  it('the file is ASCII, which every code page reads alike', () => {
    const text = awsCliCommand('powershell', ['x'], [['document', { json: '{"a": "é’s 😀"}' }]]);
    const value = /-Value '(.*)'$/m.exec(text)?.[1] ?? '';
    assert.match(value, /^[\x20-\x7e]*$/);
    assert.deepEqual(JSON.parse(value), { a: 'é’s 😀' });
  });

  it('every command of a managed policy and across accounts is without a backslash or a bare quote', () => {
    const shared = papers(role, 'read', domain(owner))[1];
    assert.ok(shared);
    for (const text of [
      policyCommand(shared, 'powershell'),
      policyCommand(paper(user, 'administer'), 'powershell'),
      policyCommand(paper(permissionSet), 'powershell'),
      attachPolicyCommand(refused(user).principal, 'arn:aws:iam::aws:policy/X', 'powershell'),
    ]) {
      assert.doesNotMatch(text, /\\\n/);
      const outside = text.replaceAll(/'[^']*'/g, '').replaceAll('"file://$document"', '');
      assert.doesNotMatch(outside, /["']/);
      // Account ids may begin with zeros, which numbers lose.
      assert.doesNotMatch(outside, / \d/);
    }
  });
});
