import assert from 'node:assert/strict';
import { toUniqueFileNames, toSafeFileName } from '../../../src/transfer/toSafeFileName';
import { unsafeNameProblem, windowsNameProblem } from '../../../src/shared/portableName';

describe('toSafeFileName', () => {
  const names: [asset: string, local: string][] = [
    ['app-1.0.tar.gz', 'app-1.0.tar.gz'],
    ['.npmrc', '.npmrc'],
    ['a b', 'a b'],
    ['日本語.txt', '日本語.txt'],
    ['lib/app.jar', 'lib_app.jar'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['/etc/passwd', '_etc_passwd'],
    ['C:\\evil', 'C__evil'],
    ['..', 'asset'],
    ['.', 'asset'],
    ['', 'asset'],
    ['...', 'asset'],
    [' ', 'asset'],
    ['a.', 'a'],
    ['a. .', 'a'],
    [' a', 'a'],
    ['CON', '_CON'],
    ['nul.tar.gz', '_nul.tar.gz'],
    ['com1', '_com1'],
    ['console', 'console'],
    ['a\0b\nc', 'a_b_c'],
    ['a\u202eb', 'a_b'],
    ['a:b*c?"<>|', 'a_b_c_____'],
    [`${'x'.repeat(300)}.tar.gz`, `${'x'.repeat(193)}.tar.gz`],
    ['日'.repeat(100), '日'.repeat(66)],
    [`${'x'.repeat(199)}. `, 'x'.repeat(199)],
  ];
  for (const [asset, local] of names)
    it(`makes ${local.slice(0, 20)} of ${JSON.stringify(asset.slice(0, 20))}`, () => {
      const name = toSafeFileName(asset);
      assert.equal(name, local);
      assert.equal(unsafeNameProblem(name) ?? windowsNameProblem(name), undefined);
      assert.ok(Buffer.byteLength(name) <= 200);
    });

  it('is a plain name for any code unit, alone and between others', () => {
    for (let unit = 0; unit < 0x10000; unit++) {
      const character = String.fromCharCode(unit);
      for (const asset of [character, `a${character}b`, `a${character}`]) {
        const name = toSafeFileName(asset);
        assert.equal(
          unsafeNameProblem(name) ?? windowsNameProblem(name),
          undefined,
          JSON.stringify(asset),
        );
      }
    }
  });
});

describe('toUniqueFileNames', () => {
  it('gives a number to what would be one file on some system', () => {
    const assets = ['README', 'a.tar.gz', 'Readme', 'a:tar.gz', 'a_tar.gz', 'readme', 'README (2)'];
    assert.deepEqual(toUniqueFileNames(assets), [
      ...['README', 'a.tar.gz', 'Readme (2)', 'a_tar.gz', 'a_tar (2).gz', 'readme (3)'],
      'README (2) (2)',
    ]);
    assert.deepEqual(toUniqueFileNames(['caf\u00e9', 'cafe\u0301']), [
      'caf\u00e9',
      'cafe\u0301 (2)',
    ]);
  });
});
