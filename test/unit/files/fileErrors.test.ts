import assert from 'node:assert/strict';
import { errnoOf, toFileFailure, unsupportedFile } from '../../../src/files/fileErrors';
import { Failure, isFailure } from '../../../src/core/failure';

const failed = (code: string) => Object.assign(new Error('x'), { code });

describe('toFileFailure', () => {
  const codes: [errno: string, code: string][] = [
    ...['EACCES', 'EPERM', 'EROFS', 'EIO', 'ENAMETOOLONG', 'ENOTDIR', 'ENOENT', 'EISDIR'].map(
      (errno): [string, string] => [errno, 'file-unwritable'],
    ),
    ...['EBUSY', 'ETXTBSY', 'EMFILE', 'ENFILE', 'ESTALE', 'EFBIG'].map(
      (errno): [string, string] => [errno, 'file-unwritable'],
    ),
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['ELOOP', 'file-unsupported'],
  ];
  for (const [errno, code] of codes)
    it(`is a failure in words: ${errno}`, () => {
      const error = failed(errno);
      const failure = toFileFailure(error, '/f', 'file-unwritable');
      assert.ok(isFailure(failure));
      assert.deepEqual([failure.code, failure.subject], [code, '/f']);
      assert.deepEqual([failure.details.file, failure.details.errno], ['/f', errno]);
      assert.match(failure.details.reason ?? '', /^[a-z].* .*[a-z]$/);
      assert.equal(failure.cause, error);
    });

  it('is told by its code when there are no words for it', () => {
    const failure = toFileFailure(failed('EXDEV'), '/f', 'file-unreadable');
    assert.ok(isFailure(failure));
    assert.equal(failure.details.reason, 'EXDEV');
  });

  it('is nothing else', () => {
    const others: unknown[] = [
      ...[new Failure('timeout', 'x'), Object.assign(new Error('x'), { name: 'AbortError' })],
      ...[new Error('x'), failed('ERR_INVALID_ARG'), failed('Z_BUF_ERROR'), 'ENOENT'],
    ];
    for (const error of others) assert.equal(toFileFailure(error, '/f', 'file-unreadable'), error);
    assert.equal(errnoOf(failed('Z_BUF_ERROR')), undefined);
    assert.equal(errnoOf(Object.assign(new Error('x'), { code: 7 })), undefined);
    assert.equal(errnoOf({ code: 'ENOENT' }), undefined);
  });
});

describe('unsupportedFile', () => {
  it('says why, with the code where there is one', () => {
    assert.deepEqual(unsupportedFile('/f', 'why').details, { file: '/f', reason: 'why' });
    assert.deepEqual(unsupportedFile('/f', 'why', 'ELOOP').details, {
      file: '/f',
      reason: 'why',
      errno: 'ELOOP',
    });
  });
});
