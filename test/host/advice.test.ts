import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { Failure, type FailureCode } from '../../src/model/failure';
import { advise } from '../../src/ui/advice';

/** The codes as the model's source lists them: a union cannot be walked at run time. */
function codes(root: string): FailureCode[] {
  const source = readFileSync(path.join(root, 'src', 'model', 'failure.ts'), 'utf8');
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

  it('gives the words of the service rather than the name of its reason', () => {
    const details = {
      operation: 'ListPackages',
      reason: 'FIELD_VALIDATION_FAILED',
      message: 'No x.',
    };
    const told = advise(new Failure('invalid-request', 'team', details)).message;
    assert.equal(told, 'CodeArtifact does not accept the request for team: No x.');
  });
});
