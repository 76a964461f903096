import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { CodeArtifact } from '../../src/core/codeArtifact';
import { Failure, isFailure, type FailureCode } from '../../src/core/failure';
import { advise } from '../../src/ui/errors/advice';
import { jsonError, type Cloud } from '../unit/aws/cloud';
import { domainAt, patience, region } from '../unit/aws/coordinates';
import { withCloud } from '../unit/aws/withCloud';
import type { World } from '../unit/aws/world';
import { awsBundle } from './awsBundle';
import { until } from './until';

/** Presses the button of a failure. */
async function press(failure: Failure): Promise<void> {
  const { button } = advise(failure);
  assert.ok(button, failure.code);
  await vscode.commands.executeCommand(button.command, ...(button.args ?? []));
}

const tab = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';

describe('the button of a failure', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'buttons-'));
    await writeFile(path.join(folder, 'settings.xml'), '<a>\n<b>\n<c>\n');
  });
  after(() => rm(folder, { recursive: true, force: true }));
  beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const aboutFiles: FailureCode[] = [
    ...(['settings-refused', 'server-not-ours', 'server-conflict', 'property-not-ours'] as const),
    ...(['property-conflict', 'file-changed', 'file-unreadable', 'file-unwritable'] as const),
  ];
  for (const code of aboutFiles)
    it(`opens the file at its line for ${code}`, async () => {
      const file = path.join(folder, 'settings.xml');
      await press(new Failure(code, 'demo', { file, line: 3, column: 2, reason: 'why' }));
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.fsPath, file);
      assert.deepEqual([editor.selection.active.line, editor.selection.active.character], [2, 1]);
    });

  for (const code of ['conflict', 'service-error', 'invalid-request'] as const)
    it(`copies what is known for ${code}`, async () => {
      await vscode.env.clipboard.writeText('');
      await press(new Failure(code, 'my-team', { operation: 'ListPackages', message: 'why' }));
      assert.match(
        await vscode.env.clipboard.readText(),
        new RegExp(`^failure: ${code}\nabout: my-team\nservice: CodeArtifact\noperation: List`),
      );
    });

  for (const code of ['endpoint-refused', 'home-unknown'] as const)
    it(`opens the setting for ${code}`, async () => {
      await press(new Failure(code, 'https://example.org'));
      await until(() => tab() === 'Settings');
    });

  it('opens what tells whether the folder is trusted', async () => {
    await press(new Failure('untrusted', 'the window'));
    await until(() => /trust/i.test(tab()));
  });

  for (const code of ['quota-exceeded', 'throttled'] as const)
    it(`leads to AWS's own page of quotas for ${code}`, () => {
      const [url] = advise(new Failure(code, 'my-team')).button?.args ?? [];
      assert.match(String(url), /^https:\/\/docs\.aws\.amazon\.com\/codeartifact\/.*limits/);
    });

  const signsIn: [what: string, failure: Failure, who: string, said: RegExp][] = [
    [
      'whoever asked, when a call is refused',
      new Failure('credentials-expired', 'my-team', {
        operation: 'GetAuthorizationToken',
        connection: 'profile:dev@eu-west-1',
      }),
      ...(['profile:dev@eu-west-1', /credentials of dev have expired/] as const),
    ],
    [
      'the profile itself, when it is one that the asker takes its credentials from',
      new Failure('sign-in-needed', 'base', { connection: 'profile:dev@eu-west-1' }),
      ...(['base', /sign-in of base has expired/] as const),
    ],
    [
      'the default credentials by their source',
      new Failure('credentials-expired', 'my-team', {
        operation: 'ListDomains',
        connection: 'default@eu-west-1',
      }),
      ...(['default@eu-west-1', /of the default credentials have expired/] as const),
    ],
  ];
  for (const [what, failure, who, said] of signsIn)
    it(`signs in ${what}`, () => {
      const { message, button } = advise(failure);
      assert.match(message, said);
      assert.deepEqual([button?.command, button?.args], ['codeartifact.signIn', [who]]);
    });

  it('is below the name of the quota, and of the key, where AWS tells', () => {
    const say = (...of: ConstructorParameters<typeof Failure>) =>
      advise(new Failure(...of)).message;
    const quota = say('quota-exceeded', 'my-team', {
      resourceType: 'repository',
      message: 'Too many',
    });
    assert.match(quota, /for my-team: repository, Too many$/);
    const key = say('invalid-request', 'my-team', {
      reason: 'ENCRYPTION_KEY_ERROR',
      message: 'No.',
    });
    assert.match(key, /^The KMS key .* my-team cannot be used: No\. Whoever manages the key/);
    assert.match(say('conflict', 'my-team', {}), /changed by someone else\.$/);
  });

  for (const [code, reason] of [
    ['clock-skew', "this computer's clock is 10 minutes behind AWS's"],
    ['credentials-invalid', 'the profiles name each other as source: p → q → p'],
    ['no-credentials', 'no keys in the environment'],
  ] as const)
    it(`is below the cause of ${code}`, () =>
      assert.ok(advise(new Failure(code, 'p', { reason })).message.includes(`: ${reason}.`)));
});

describe('an error that nobody has foreseen', () => {
  let world: World;
  let cloud: Cloud;
  let api: CodeArtifact | undefined;
  withCloud(given => ({ world, cloud } = given));
  afterEach(() => api?.dispose());

  it('tells service, operation and request id by a click, and no secret', async () => {
    const token = `${btoa('{"alg":"dir","exp":1}').replaceAll('=', '')}.canary-a.canary-b`;
    const key = 'canaryK7MDENGbPxRfiCY/wJalrXUtnFEMI12345';
    const message = `short and stout ${token} aws_secret_access_key=${key} password=hunter2`;
    world.config('[profile p]\naws_access_key_id=AKIDSTATIC\naws_secret_access_key=s\n');
    cloud.replies.codeartifact = jsonError(418, 'TeapotException', { message });
    const { approved } = cloud;
    const connection = { kind: 'profile', profile: 'p', region } as const;
    api = awsBundle().createCodeArtifact(connection, world.options({ approved }));
    const realm = process.env['AWS_ENDPOINT_URL_CODEARTIFACT'] ?? '';
    const error: unknown = await api
      .token(domainAt(realm), 900, patience)
      .catch((it: unknown) => it);
    assert.ok(isFailure(error), String(error));
    await press(error);
    const copied = await vscode.env.clipboard.readText();
    for (const line of [
      'about: my-team',
      'service: CodeArtifact',
      'operation: GetAuthorizationToken',
      'request id: request-1',
      'status: 418',
      `connection: profile:p@${region}`,
    ])
      assert.ok(copied.split('\n').includes(line), copied);
    assert.match(copied, /message: short and stout/);
    assert.doesNotMatch(copied, /canary|hunter2|AKIDSTATIC/);
    assert.doesNotMatch(advise(error).message, /canary|hunter2/);
  });
});
