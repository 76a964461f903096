import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { Failure, type FailureCode } from '../../src/core/failure';
import { advise } from '../../src/ui/errors/advice';

/** The codes as the model's source lists them: a union cannot be walked at run time. */
function codes(root: string): FailureCode[] {
  const source = readFileSync(path.join(root, 'src', 'core', 'failure.ts'), 'utf8');
  const union = /export type FailureCode =([^;]+);/.exec(source)?.[1] ?? '';
  return [...union.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code as FailureCode);
}

describe('advice', () => {
  const root = vscode.extensions.getExtension('codeartifact-for-java.codeartifact-for-java');
  assert.ok(root);
  const all = codes(root.extensionPath);

  before(async () => {
    await root.activate();
  });

  it('knows the codes', () => assert.ok(all.length > 30, all.join()));

  for (const code of all)
    it(`says what ${code} is about, in whole sentences`, async () => {
      const details = {
        file: '/tmp/settings.xml',
        line: 3,
        column: 7,
        reason: 'a reason',
        host: 'a.host',
      };
      const { message, button } = advise(new Failure(code, 'the subject', details));
      assert.match(message, /^[\p{Lu}{/]|^the subject|^a\.host/u);
      assert.doesNotMatch(message, /\{\d\}|undefined|\[object/);
      assert.ok(message.length > 20 && message.length < 300, message);
      if (!button) return;
      assert.match(button.title, /^\p{Lu}/u);
      assert.ok((await vscode.commands.getCommands()).includes(button.command), button.command);
    });

  it('tells a token length that is refused from other requests, and names the setting', () => {
    const message = 'Invalid duration: 43200. The session of the caller ends before.';
    const details = { operation: 'GetAuthorizationToken', reason: 'OTHER', message };
    const told = advise(new Failure('invalid-request', 'team', details));
    assert.match(told.message, /gives team no token of that length: Invalid duration/);
    assert.match(
      told.message,
      /ends before\. With codeartifact\.token\.duration 0 it lives as long/,
    );
    assert.deepEqual(told.button?.args, ['codeartifact.token.duration']);
  });

  it('tells other bytes that were published from other bytes that came', () => {
    const reason = 'CodeArtifact keeps SHA-256 a, sent was b';
    const told = (operation?: string) =>
      advise(new Failure('hash-mismatch', 'x.tgz', { reason, ...(operation && { operation }) }));
    assert.match(
      told('ListPackageVersionAssets').message,
      /^x\.tgz was published, but CodeArtifact keeps .* sent was b\. Do not use this version/,
    );
    assert.match(told().message, /^x\.tgz is not what it should be: .*try again/);
  });

  it('gives the words of the service rather than the name of its reason', () => {
    const details = {
      operation: 'ListPackages',
      reason: 'FIELD_VALIDATION_FAILED',
      message: 'No x.',
    };
    const told = advise(new Failure('invalid-request', 'team', details)).message;
    assert.equal(told, 'CodeArtifact does not accept the request for team: No x.');
  });

  const said: [what: string, failure: Failure, message: RegExp][] = [
    [
      'why profiles cannot be used',
      new Failure('credentials-invalid', 'dev', { reason: 'its sso_region differs' }),
      /^The AWS credentials of dev cannot be used: its sso_region differs\. Correct the profile/,
    ],
    [
      'what AWS refused, where it gave no reason',
      new Failure('credentials-invalid', 'dev', { message: 'The security token is invalid' }),
      /^AWS does not accept the credentials of dev: the access key is mistyped/,
    ],
    [
      'why there are no credentials',
      new Failure('no-credentials', 'default@eu-west-1', { reason: 'no role of this machine' }),
      /^There are no usable AWS credentials for the default credentials: no role of this machine\. /,
    ],
    [
      'how far off the clock is',
      new Failure('clock-skew', 'team', { reason: "this computer's clock is 17 minutes behind" }),
      /^The clock of this machine differs too much from the time of AWS: this computer's clock is 17 minutes/,
    ],
    [
      'that a sign-in was declined, not that it ended',
      new Failure('sign-in-needed', 'dev', { operation: 'SignIn', reason: 'it was declined' }),
      /^The sign-in for dev failed: it was declined\. /,
    ],
    [
      'a profile by its name',
      new Failure('mfa-needed', 'profile:dev@eu-west-1'),
      /^dev requires a code from your MFA device, /,
    ],
    [
      'which profile names one that is not there',
      new Failure('profile-missing', 'base', { reason: 'it is the source_profile of dev' }),
      /in the AWS config files: it is the source_profile of dev\. Choose/,
    ],
  ];
  for (const [what, failure, message] of said)
    it(`tells ${what}`, () => assert.match(advise(failure).message, message));
});
