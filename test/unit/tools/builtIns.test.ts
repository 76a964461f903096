import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linkPlainBuiltIns } from '../../../tools/vscode/builtIns';

describe('linkPlainBuiltIns', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'built-ins-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes the extensions without a program', async () => {
    const engines = { vscode: '*' };
    const manifests = {
      xml: { engines },
      git: { engines, main: './out/main' },
      web: { engines, browser: './out/main' },
      node_modules: {},
    };
    const from = path.join(folder, 'extensions');
    for (const [name, manifest] of Object.entries(manifests)) {
      await mkdir(path.join(from, name), { recursive: true });
      await writeFile(path.join(from, name, 'package.json'), JSON.stringify(manifest));
    }
    await writeFile(path.join(from, 'package.json'), '{}');
    const to = path.join(folder, 'plain');
    await linkPlainBuiltIns(from, to);
    assert.deepEqual(await readdir(to), ['xml']);
    assert.deepEqual(await readdir(path.join(to, 'xml')), ['package.json']);
  });
});
