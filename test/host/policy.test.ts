import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { QuickInputs } from './quickInputs';

const me = '111122223333';
const domain = `arn:aws:codeartifact:us-east-1:${me}:domain/demo`;
const refused = {
  operation: 'GetAuthorizationToken',
  arn: domain,
  connection: 'sandbox',
  message: `User: arn:aws:iam::${me}:user/newcomer is not authorized to perform: codeartifact:GetAuthorizationToken on resource: ${domain} because no identity-based policy allows the codeartifact:GetAuthorizationToken action`,
};

const document = () => vscode.window.activeTextEditor?.document;

const showPolicy = async (args: unknown): Promise<void> => {
  await vscode.commands.executeCommand('codeartifact.showPolicy', args);
};

describe('Show Policy', () => {
  let inputs: QuickInputs;
  beforeEach(() => (inputs = new QuickInputs()));
  afterEach(() => inputs.dispose());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens the policy that ends a refusal, read-only, with what can be done with it', async () => {
    await inputs.accept(showPolicy(refused), 'Choose what newcomer is to be allowed');
    const shown = document();
    assert.ok(shown);
    const { Statement } = JSON.parse(shown.getText()) as { Statement: { Action: unknown }[] };
    assert.ok(JSON.stringify(Statement).includes('codeartifact:ReadFromRepository'));
    assert.equal(shown.isUntitled, false);
    assert.equal(shown.languageId, 'json');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      shown.uri,
    );
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assert.equal(titles[0], 'Identity policy of the user newcomer');
    assert.ok(titles.some(it => it.endsWith('Apply to the Sandbox Identity')));

    await vscode.commands.executeCommand('codeartifact.copyPolicyCommand');
    assert.match(await vscode.env.clipboard.readText(), /^aws iam put-user-policy/);
    await vscode.commands.executeCommand('codeartifact.copyPolicyTerraform', shown.uri);
    assert.match(await vscode.env.clipboard.readText(), /^resource "aws_iam_user_policy"/);
    await vscode.commands.executeCommand('codeartifact.attachPolicy', shown.uri);
    assert.match(document()?.getText() ?? '', /## CodeBuild/);
  });

  it('offers nothing of the sandbox for identities of AWS', async () => {
    await inputs.accept(
      showPolicy({ ...refused, connection: 'profile:dev@us-east-1' }),
      'Choose what newcomer is to be allowed',
    );
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document()?.uri,
    );
    assert.ok(lenses.length > 2);
    assert.ok(!lenses.some(it => it.command?.command === 'codeartifact.applyPolicy'));
  });

  for (const foreign of [undefined, null, 7, 'x', {}])
    it(`is not troubled by ${JSON.stringify(foreign)}`, () => inputs.accept(showPolicy(foreign)));
});

describe('Copy Details', () => {
  it('copies what is known, without secrets', async () => {
    await vscode.commands.executeCommand('codeartifact.copyDetails', {
      code: 'service-error',
      subject: 'demo',
      details: { operation: 'ListPackages', requestId: 'request-1', reason: 'password=hunter2' },
    });
    const copied = await vscode.env.clipboard.readText();
    assert.match(copied, /operation: ListPackages\nrequest id: request-1/);
    assert.doesNotMatch(copied, /hunter2/);
  });
});

describe('Run Doctor', () => {
  it('reports without secrets, in a window without a connection', async () => {
    process.env['NO_PROXY'] = '127.0.0.1';
    process.env['MAVEN_ARGS'] = '-o';
    process.env['HTTP_PROXY'] = 'http://me:canary-hunter2@127.0.0.1:1';
    try {
      await vscode.commands.executeCommand('codeartifact.runDoctor');
      await vscode.commands.executeCommand('codeartifact.copyDoctorReport');
    } finally {
      Reflect.deleteProperty(process.env, 'HTTP_PROXY');
      Reflect.deleteProperty(process.env, 'NO_PROXY');
      Reflect.deleteProperty(process.env, 'MAVEN_ARGS');
    }
    const report = await vscode.env.clipboard.readText();
    assert.match(report, /^# CodeArtifact Doctor\n\nCodeArtifact for Java \d/);
    assert.match(report, /\| (ERROR \| Profile and credentials \| {2}\| no connection yet|OK) /);
    assert.match(report, /HTTP_PROXY=http:\/\/\[secret\]@127\.0\.0\.1:1/);
    assert.match(report, /WARNING \| Offline mode \| MAVEN_ARGS \| passes -o to Maven/);
    assert.doesNotMatch(report, /canary/);
    assert.equal(document()?.getText(), report);
  });
});
