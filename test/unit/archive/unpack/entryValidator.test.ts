import assert from 'node:assert/strict';
import { ArchiveRefusal } from '../../../../src/archive/unpack/archiveRefusal';
import { EntryValidator } from '../../../../src/archive/unpack/entryValidator';
import { defaultUnpackLimits } from '../../../../src/archive/unpack/unpackArchive';

describe('EntryValidator', () => {
  const add = (path: string, platform: NodeJS.Platform) =>
    new EntryValidator(defaultUnpackLimits, platform).validate({
      kind: 'file',
      path,
      target: '',
      bytes: 0,
      mode: 0o644,
    });

  const foreign: [path: string, says: RegExp][] = [
    ['CON', /device/],
    ['a/nul.txt', /device/],
    ['COM1.log', /device/],
    ['a/LPT9', /device/],
    ['a.', /dot or a space/],
    ['a /b', /dot or a space/],
    ['10:00.log', /names with :/],
    ['a/b:stream', /names with :/],
    ['a*', /names with \*/],
    ['what?', /names with \?/],
    ['a"b', /names with "/],
    ['a<b', /names with </],
  ];
  for (const [path, says] of foreign)
    it(`refuses ${path} on Windows, and on Windows alone`, () => {
      assert.equal(add(path, 'linux').path, path);
      assert.throws(
        () => add(path, 'win32'),
        (error: unknown) => error instanceof ArchiveRefusal && says.test(error.message),
      );
    });

  it('refuses a hard link whose target ends with a slash', () => {
    const rules = new EntryValidator(defaultUnpackLimits, 'linux');
    const usual = { bytes: 0, mode: 0o644 };
    rules.validate({ kind: 'file', path: 'a', target: '', ...usual });
    assert.throws(
      () => rules.validate({ kind: 'hard-link', path: 'b', target: 'a/', ...usual }),
      (error: unknown) =>
        error instanceof ArchiveRefusal && /"a\/" is not safe/.test(error.message),
    );
    assert.equal(
      rules.validate({ kind: 'hard-link', path: 'c', target: 'a', ...usual }).target,
      'a',
    );
  });

  it('takes what is a name everywhere', () => {
    for (const path of ['console', 'a/nulls', 'com10', 'a b/c.d', '.hidden', 'größe/日本'])
      for (const platform of ['linux', 'darwin', 'win32'] as const)
        assert.equal(add(path, platform).path, path);
  });
});
