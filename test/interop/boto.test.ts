import assert from 'node:assert/strict';
import path from 'node:path';
import { requireAwsCli } from '../../tools/machine/awsCli';
import { needed, run } from './run';
import { startSandboxProcess, temporaryFolder, type SandboxProcess } from './sandboxProcess';

describe('boto3', () => {
  const { folder, remove } = temporaryFolder('sandbox-boto');
  let sandbox: SandboxProcess | undefined;
  let answers: ReadonlyMap<string, unknown>;

  before(async function () {
    const { python } = await needed(this, requireAwsCli);
    sandbox = await startSandboxProcess(path.join(folder, 'data'), ['--upstream', folder]);
    const { code, stdout, stderr } = await run(python, ['test/interop/boto.py'], {
      env: sandbox.environment(),
    });
    assert.equal(code, 0, stderr);
    const lines = stdout.trim().split('\n');
    const read = lines.map(line => JSON.parse(line) as { name: string; value: unknown });
    answers = new Map(read.map(({ name, value }) => [name, value]));
  });

  after(async () => {
    await sandbox?.stop();
    remove();
  });

  const lists: [name: string, what: unknown][] = [
    ['domains', ['boto']],
    ['repositories', [2, 1]],
    ['inDomain', [2, 1]],
    [
      'packages',
      [
        [2, 2, 2],
        ['a', 'b', 'c', 'd', 'e', 'many'],
      ],
    ],
    [
      'versions',
      [
        [2, 2],
        ['4.0', '3.0', '2.0', '1.0'],
      ],
    ],
    [
      'assets',
      [
        [2, 1],
        ['x.bin', 'y.bin', 'été & co.bin'],
      ],
    ],
  ];
  for (const [name, what] of lists)
    it(`pages through ${name}`, () => assert.deepEqual(answers.get(name), what));

  it('reads an asset whose name is not ASCII', () =>
    assert.deepEqual(answers.get('asset'), ['1.0', 'été & co.bin']));

  it('reads times', () => {
    assert.equal(answers.get('published'), true);
    const [parts, expires] = answers.get('token') as [number, number];
    assert.equal(parts, 5);
    assert.ok(Math.abs(expires - Date.now() / 1000 - 900) < 60);
  });

  it('reads the XML of STS', () =>
    assert.equal(answers.get('caller'), 'arn:aws:iam::111122223333:user/sandbox'));

  const errors: [name: string, type: string, status: number, rest: object][] = [
    [
      'notFound',
      'ResourceNotFoundException',
      404,
      { resourceId: 'boto/none', resourceType: 'repository', reason: null },
    ],
    [
      'conflict',
      'ConflictException',
      409,
      { resourceId: 'boto', resourceType: 'domain', reason: null },
    ],
    [
      'invalid',
      'ValidationException',
      400,
      { resourceId: null, resourceType: null, reason: 'FIELD_VALIDATION_FAILED' },
    ],
  ];
  for (const [name, type, status, rest] of errors)
    it(`makes ${type} of an error`, () => {
      const { requestId, ...error } = answers.get(name) as { requestId: string };
      assert.deepEqual(error, { type, status, ...rest });
      assert.match(requestId, /^[0-9a-f-]{36}$/);
    });
});
