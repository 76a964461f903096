import assert from 'node:assert/strict';
import { formatFailureDetails } from '../../../../src/ui/errors/formatFailureDetails';

const program = { version: '1.2.3', vscode: '1.139.1', platform: 'linux 6' };

describe('detailsText', () => {
  it('tells service, operation and request id of an error that nobody has foreseen', () => {
    const text = formatFailureDetails(
      {
        code: 'invalid-request',
        subject: 'my-team',
        details: {
          operation: 'GetAuthorizationToken',
          requestId: 'request-1',
          status: 418,
          message: 'short and stout',
          connection: 'profile:dev@eu-west-1',
        },
      },
      program,
    );
    assert.deepEqual(text.split('\n'), [
      'failure: invalid-request',
      'about: my-team',
      'service: CodeArtifact',
      'operation: GetAuthorizationToken',
      'request id: request-1',
      'status: 418',
      'message: short and stout',
      'connection: profile:dev@eu-west-1',
      'CodeArtifact for Java: 1.2.3',
      'VS Code: 1.139.1 on linux 6',
      '',
    ]);
  });

  it('holds no secret', () => {
    const token = `${btoa('{"alg":"dir","exp":1}').replaceAll('=', '')}.a-b_c.d.e.f`;
    const details = { message: `token ${token}`, reason: 'password=hunter2' };
    const text = formatFailureDetails({ code: 'unknown', subject: 'x', details }, program);
    assert.doesNotMatch(text, /eyJ|hunter2/);
  });

  for (const [operation, service] of [
    ['GetCallerIdentity', 'STS'],
    ['GetCredentials', 'AWS credentials'],
    ['PutUserPolicy', 'IAM of the sandbox'],
  ] as const)
    it(`knows whose ${operation} is`, () => {
      const text = formatFailureDetails(
        { code: 'timeout', subject: 'x', details: { operation } },
        program,
      );
      assert.ok(text.includes(`service: ${service}\n`));
    });
});
