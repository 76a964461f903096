import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { recordProcess } from '../../../tools/machine/leftovers';

interface Task {
  readonly label: string;
  readonly problemMatcher: {
    readonly pattern: readonly { readonly regexp: string }[];
    readonly background: { readonly beginsPattern: string; readonly endsPattern: string };
  };
}

/** Starts Node and reads what it prints until it is stopped. */
function startNode(args: readonly string[]) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  recordProcess(child);
  const lines = createInterface(child.stderr)[Symbol.asyncIterator]();
  return {
    /** Resolves to the lines up to the first one that matches. */
    async readUntil(pattern: RegExp): Promise<string[]> {
      const read: string[] = [];
      for (;;) {
        const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
        assert.ok(!done, `It ended without ${String(pattern)}:\n${read.join('\n')}`);
        read.push(value);
        if (pattern.test(value)) return read;
      }
    },
    async stop(): Promise<void> {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

describe('the watch task of VS Code', () => {
  let folder: string;
  let begins: RegExp;
  let ends: RegExp;
  let patterns: RegExp[];
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'watch-'));
    const { tasks } = JSON.parse(await readFile('.vscode/tasks.json', 'utf8')) as {
      tasks: readonly Task[];
    };
    const matcher = tasks.find(({ label }) => label === 'watch')?.problemMatcher;
    assert.ok(matcher);
    begins = new RegExp(matcher.background.beginsPattern);
    ends = new RegExp(matcher.background.endsPattern);
    patterns = matcher.pattern.map(({ regexp }) => new RegExp(regexp));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** What the matcher takes from neighbouring lines, as VS Code applies it. */
  const problemsIn = (lines: readonly string[]) =>
    lines.flatMap((_, first) => {
      const found = patterns.map((pattern, index) => pattern.exec(lines[first + index] ?? '-'));
      return found.every(match => match !== null) ? [found.flatMap(match => match.slice(1))] : [];
    });

  it('sees when the first build has finished', async () => {
    const watch = startNode(['esbuild.mjs', '--watch', `--dist=${path.join(folder, 'dist')}`]);
    try {
      await watch.readUntil(ends);
    } finally {
      await watch.stop();
    }
  });

  it('sees the start and the end of a build, and errors and warnings in it', async () => {
    const source = path.join(folder, 'broken.ts');
    await writeFile(source, 'export const a = 1;\n');
    const build = path.join(folder, 'build.mjs');
    const esbuild = pathToFileURL(path.resolve('node_modules/esbuild/lib/main.js')).href;
    await writeFile(
      build,
      `import { context } from ${JSON.stringify(esbuild)};
       const options = { entryPoints: [${JSON.stringify(source)}], absWorkingDir: ${JSON.stringify(folder)} };
       await (await context({ ...options, bundle: true, outdir: 'out', logLevel: 'info' })).watch();`,
    );
    const watch = startNode([build]);
    try {
      await watch.readUntil(ends);
      await writeFile(source, `import './absent';\nexport const a = { b: 1, b: 2 };\n`);
      await watch.readUntil(begins);
      const problems = problemsIn(await watch.readUntil(ends));
      assert.deepEqual(problems.sort(), [
        ['ERROR', 'Could not resolve "./absent"', 'broken.ts', '1', '7'],
        [
          'WARNING',
          'Duplicate key "b" in object literal [duplicate-object-key]',
          'broken.ts',
          '2',
          '25',
        ],
      ]);
    } finally {
      await watch.stop();
    }
  });
});
