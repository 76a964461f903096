import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { measureLines } from '../../../../tools/coverage/measureLines';
import { writeHtml } from '../../../../tools/coverage/writeHtml';

const choose = `/** Says which. */
export function choose(left: boolean): string {
  if (left) {
    return 'left';
  }
  return 'right';
}

export function never(): string {
  return 'never';
}
`;

const program = (argument: string) => `import { choose } from '../../src/choose';
console.log(choose(${argument}));
`;

describe('measureLines', () => {
  let project: string;
  let raw: string;

  before(async () => {
    project = await realpath(await mkdtemp(path.join(tmpdir(), 'coverage-')));
    raw = path.join(project, 'raw');
    const files = {
      'src/choose.ts': choose,
      'src/idle.ts': `export const idle = 1;\n`,
      'src/extension.ts': `export * from './choose';\nexport * from './idle';\n`,
      'test/unit/left.ts': program('true'),
      'test/unit/right.ts': program('false'),
    };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(project, name)), { recursive: true });
      await writeFile(path.join(project, name), text);
    }
    const shared = {
      absWorkingDir: project,
      bundle: true,
      platform: 'node',
      format: 'cjs',
    } as const;
    const tests = ['test/unit/left.ts', 'test/unit/right.ts'];
    await build({ ...shared, entryPoints: ['src/extension.ts'], outdir: 'dist', sourcemap: true });
    await build({
      ...shared,
      entryPoints: tests,
      outdir: 'out',
      outbase: '.',
      sourcemap: 'inline',
      sourcesContent: false,
    });
  });
  beforeEach(() => rm(raw, { recursive: true, force: true }));
  after(() => rm(project, { recursive: true }));

  const run = (script: string) =>
    promisify(execFile)(process.execPath, [path.join(project, script)], {
      env: { ...process.env, NODE_V8_COVERAGE: raw },
    });

  /** The lines of `file` that ran, and those that did not. */
  async function linesOf(file: string): Promise<[ran: number[], idle: number[]]> {
    const [, lines = new Map<number, boolean>()] =
      (await measureLines(raw, project)).files().find(([it]) => it.endsWith(file)) ?? [];
    const which = (wanted: boolean) =>
      [...lines].flatMap(([line, ran]) => (ran === wanted ? [line] : [])).sort((a, b) => a - b);
    return [which(true), which(false)];
  }

  it('tells lines that ran from those that did not, and comments from both', async () => {
    await run('out/test/unit/left.js');
    assert.deepEqual(await linesOf('choose.ts'), [
      [2, 3, 4, 5, 7],
      [6, 9, 10, 11],
    ]);
  });

  it('takes the lines together that several bundles ran of a file', async () => {
    await run('out/test/unit/left.js');
    await run('out/test/unit/right.js');
    assert.deepEqual(await linesOf('choose.ts'), [
      [2, 3, 4, 5, 6, 7],
      [9, 10, 11],
    ]);
  });

  it('does not take for run what a bundle leaves out', async () => {
    await run('out/test/unit/left.js');
    assert.deepEqual(await linesOf('idle.ts'), [[], [1]]);
  });

  it('reads the map beside a bundle of the product', async () => {
    await run('dist/extension.js');
    assert.deepEqual(await linesOf('idle.ts'), [[1], []]);
  });

  it('passes over what a killed process left', async () => {
    await run('dist/extension.js');
    await writeFile(path.join(raw, 'coverage-1.json'), '{"result":[');
    assert.deepEqual(await linesOf('idle.ts'), [[1], []]);
  });

  it('is shown line by line', async () => {
    await run('out/test/unit/left.js');
    const folder = path.join(project, 'html');
    await writeHtml(await measureLines(raw, project), folder);
    const [page = ''] = (await readdir(folder, { recursive: true, encoding: 'utf8' })).filter(
      name => name.endsWith('choose.ts.html'),
    );
    assert.match(await readFile(path.join(folder, page), 'utf8'), /5\/9/);
  });
});
