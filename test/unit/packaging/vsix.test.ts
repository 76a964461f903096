import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ensurePackedExtension } from '../../../tools/vsix';
import { zipEntries } from './zipEntries';

/** Everything that the users get, besides what vsce adds by itself. */
const shipped = [
  'LICENSE.txt',
  'changelog.md',
  'dist/aws.js',
  'dist/extension.js',
  'dist/features.js',
  'dist/sandbox.js',
  'l10n/bundle.l10n.json',
  'media/icon.png',
  'media/readme/doctor.webp',
  'media/readme/packages.webp',
  'media/readme/publish.webp',
  'media/readme/refused.webp',
  'media/view.svg',
  'media/walkthrough/browse.svg',
  'media/walkthrough/compile.svg',
  'media/walkthrough/connect.svg',
  'media/walkthrough/refresh.svg',
  'media/walkthrough/use.svg',
  'package.json',
  'package.nls.json',
  'readme.md',
];

describe('the VSIX', function () {
  this.timeout(600_000);
  let vsix: Buffer;
  before(async () => {
    vsix = await readFile(await ensurePackedExtension());
  });

  it('holds what users need, and nothing else', () => {
    const names = zipEntries(vsix).map(({ name }) => name);
    assert.deepEqual(
      names.sort(),
      [
        '[Content_Types].xml',
        'extension.vsixmanifest',
        ...shipped.map(name => `extension/${name}`),
      ].sort(),
    );
  });

  it('weighs no more than 1 MiB', () => {
    assert.ok(vsix.length <= 1024 * 1024, `${(vsix.length / 1024).toFixed(1)} KiB`);
  });

  it('holds no empty file', () => {
    assert.deepEqual(
      zipEntries(vsix).filter(({ bytes }) => bytes === 0),
      [],
    );
  });
});
