import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = process.cwd();

/** Files that break a wall, each in its own way; and some that do not. */
const files: [file: string, code: string, breaks: boolean][] = [
  ['core/a.ts', `export { join } from 'node:path';`, true],
  ['core/b.ts', `import type { Uri } from 'vscode';\nexport type A = Uri;`, true],
  ['core/c.ts', `export const c = () => import('../aws/aws');`, true],
  ['maven/a.ts', `import { readFileSync } from 'node:fs';\nexport const a = readFileSync;`, true],
  ['maven/b.ts', `export const b = () => import('node:fs/promises');`, true],
  ['maven/c.ts', `export * from '../tokens/token';`, true],
  [
    'maven/d.ts',
    `declare const require: (name: string) => unknown;\nexport const d = require('vscode');`,
    true,
  ],
  ['maven/e.ts', `export const e: import('../aws/aws').A = 1;`, true],
  ['maven/f.ts', `import { a } from '../core/fine';\nexport const f = a;`, false],
  ['maven/cycleA.ts', `import { b } from './cycleB';\nexport const a: unknown = () => b;`, true],
  ['maven/cycleB.ts', `import type { C } from './cycleC';\nexport const b: C = 1;`, true],
  ['maven/cycleC.ts', `export type { C } from './cycleD';`, true],
  [
    'maven/cycleD.ts',
    `import { a } from './cycleA';\nexport type C = number;\nexport const d = a;`,
    true,
  ],
  ['ui/one/a.ts', `import { b } from '../two/b';\nexport const a = b;`, true],
  ['ui/one/leaf.ts', `export const leaf = 1;`, false],
  ['ui/two/b.ts', `export const b = 1;`, false],
  ['ui/two/c.ts', `import { d } from '../three/d';\nexport const c = d;`, true],
  ['ui/three/d.ts', `import type { Leaf } from '../one/types';\nexport const d: Leaf = 1;`, true],
  ['ui/one/types.ts', `export type Leaf = number;`, false],
  ['ui/four/e.ts', `import { b } from '../two/b';\nexport const e = b;`, false],
  ['files/a.ts', `import { tar } from 'tar';\nexport const a: unknown = tar;`, true],
  ['sandbox/a.ts', `import '../ui/f';`, true],
  [
    'sandbox/b.ts',
    `import { createServer } from 'node:http';\nexport const b = createServer;`,
    false,
  ],
  ['ui/a.ts', `import { a } from '../aws/aws';\nexport const b = a;`, true],
  ['ui/b.ts', `export const b = () => import('@aws-sdk/client-codeartifact');`, true],
  ['ui/c.ts', `import x = require('../sandbox/a');\nexport const c: unknown = x;`, true],
  ['ui/d.ts', `import { writeFileSync } from 'node:fs';\nexport const d = writeFileSync;`, true],
  ['ui/e.ts', `const name: string = 'vscode';\nexport const e = () => import(name);`, true],
  ['ui/f.ts', `import * as vscode from 'vscode';\nexport const f: unknown = vscode;`, false],
  ['cellar/a.ts', `import { a } from '../core/fine';\nexport const b = a;`, true],
  [
    'tokens/token.ts',
    `import { outside } from '../../outside';\nexport const t: unknown = outside;`,
    true,
  ],
  ['awsAccess.ts', `import { a } from './aws/aws';\nexport const b = a;`, true],
  ['extension.ts', `import { a } from './features';\nexport const b = a;`, true],
  ['services.ts', `export const s = () => import('./aws/aws');`, true],
];

const fine: [file: string, code: string][] = [
  ['core/fine.ts', 'export const a = 1;'],
  ['features.ts', 'export const a = 1;'],
  ['aws/aws.ts', 'export type A = number;\nexport const a = 1;'],
];

interface Result {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

describe('the layers', function () {
  this.timeout(120_000);
  let house: string;
  let results: Result[];

  before(() => {
    house = realpathSync(mkdtempSync(path.join(tmpdir(), 'house-')));
    for (const [file, code] of [...files, ...fine]) {
      const target = path.join(house, 'src', file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, `${code}\n`);
    }
    for (const name of ['eslint.config.mjs', 'lint', 'tsconfig.json', 'package.json'])
      cpSync(path.join(root, name), path.join(house, name), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(house, 'node_modules'), 'dir');
    const eslint = path.join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
    const run = spawnSync(process.execPath, [eslint, '--format', 'json', 'src'], {
      cwd: house,
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    assert.equal(run.status, 1, run.stderr);
    results = JSON.parse(run.stdout) as Result[];
  });

  after(() => rmSync(house, { recursive: true, force: true }));

  const found = (file: string) =>
    results
      .find(({ filePath }) => filePath === path.join(house, 'src', file))
      ?.messages.filter(({ ruleId }) => ruleId?.startsWith('layers/') === true) ?? [];

  for (const [file, code, breaks] of files)
    it(`${breaks ? 'refuses' : 'allows'} in src/${file}: ${code.split('\n').join(' ')}`, () => {
      assert.equal(found(file).length > 0, breaks, JSON.stringify(found(file)));
    });
});
