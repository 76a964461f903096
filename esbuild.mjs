// Builds dist/ (the product) or, with --tests, out/ (tests and tools).
//   node esbuild.mjs [--production] [--watch] [--tests] [--dist=FOLDER]
import { build, context } from 'esbuild';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');
/** Where the product goes: another folder than dist/ to try a build. */
const dist = process.argv.find(flag => flag.startsWith('--dist='))?.slice(7) ?? 'dist';

/** What each file of the product may weigh, in KiB, minified. A build above it fails. */
const budgets = { 'extension.js': 80 };

/** What is loaded later than start-up: `import()` of these files becomes the bundle of that name. */
const lateBundles = new Map([
  [path.resolve('src/features'), 'features'],
  [path.resolve('src/aws/aws'), 'aws'],
]);

/** @type {import('esbuild').Plugin} */
const lateLoading = {
  name: 'late-loading',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path: source, kind, resolveDir }) => {
      const bundle = lateBundles.get(path.resolve(resolveDir, source));
      if (kind !== 'dynamic-import' || bundle === undefined) return undefined;
      return { path: `./${bundle}.js`, external: true };
    });
  },
};

/**
 * `import * as vscode` costs a copy of VS Code's whole API in every file that has it. Behind one
 * module of our own, there is one copy.
 * @type {import('esbuild').Plugin}
 */
const oneVscode = {
  name: 'one-vscode',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'one-vscode' ? { external: true } : { path: 'vscode', namespace: 'one-vscode' },
    );
    onLoad({ filter: /^/, namespace: 'one-vscode' }, () => ({
      contents: `export * from 'vscode';`,
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  logLevel: 'warning',
  sourcemap: true,
  sourcesContent: false,
  // `import()` of a bundle stays a `require`: the extension host's own loader never sees it.
  supported: { 'dynamic-import': false },
};

/** @type {import('esbuild').BuildOptions} */
const product = {
  ...shared,
  target: 'node20',
  outdir: dist,
  plugins: [lateLoading, oneVscode],
  mainFields: ['module', 'main'],
  conditions: ['module'],
  minify: production,
  legalComments: 'none',
  entryPoints: [
    { in: 'src/extension.ts', out: 'extension' },
    { in: 'src/sandbox/main.ts', out: 'sandbox' },
    { in: 'src/features.ts', out: 'features' },
    { in: 'src/aws/aws.ts', out: 'aws' },
  ],
};

/** @param {string} folder @returns {string[]} */
function typescriptIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.startsWith('fixtures'))
    .map(name => path.join(folder, name));
}

/** @returns {import('esbuild').BuildOptions} */
const testsAndTools = () => ({
  ...shared,
  target: 'node20',
  outdir: 'out',
  outbase: '.',
  packages: 'external',
  external: ['vscode'],
  sourcemap: 'inline',
  entryPoints: [...typescriptIn('test'), ...typescriptIn('tools')],
});

/** @param {import('esbuild').Metafile} metafile */
function overBudget(metafile) {
  return Object.entries(metafile.outputs).flatMap(([file, { bytes }]) => {
    const limit = budgets[/** @type {keyof typeof budgets} */ (path.basename(file))];
    if (limit === undefined) return [];
    console.log(`${file}: ${(bytes / 1024).toFixed(1)} KiB of ${limit} KiB`);
    return bytes > limit * 1024 ? [file] : [];
  });
}

/**
 * Replaces what is in dist/ file by file, each at once: a window or a test may be reading there.
 * @param {import('esbuild').OutputFile[]} files
 */
function replaceDist(files) {
  mkdirSync(dist, { recursive: true });
  for (const { path: file, contents } of files) {
    writeFileSync(`${file}.new`, contents);
    renameSync(`${file}.new`, file);
  }
  const names = files.map(({ path: file }) => path.basename(file));
  for (const name of readdirSync(dist))
    if (!names.includes(name)) rmSync(path.join(dist, name), { recursive: true });
}

/**
 * Notes which files each bundle is made of, for `npm test -- --changed`.
 * @param {string} name @param {import('esbuild').Metafile} metafile
 */
function noteInputs(name, { outputs }) {
  const inputs = Object.entries(outputs)
    .filter(([file]) => file.endsWith('.js'))
    .map(([file, output]) => [file, Object.keys(output.inputs)]);
  const folder = path.join('.cache', 'inputs');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(Object.fromEntries(inputs)));
}

if (flags.has('--tests')) {
  rmSync('out', { recursive: true, force: true });
  const { metafile } = await build({ ...testsAndTools(), metafile: true });
  noteInputs('tests', metafile);
} else if (flags.has('--watch')) {
  // The problem matcher of .vscode/tasks.json reads the lines about the start and the end of a build.
  await (await context({ ...product, logLevel: 'info' })).watch();
} else {
  const { metafile, outputFiles } = await build({ ...product, write: false, metafile: true });
  replaceDist(outputFiles);
  noteInputs('product', metafile);
  const heavy = production ? overBudget(metafile) : [];
  if (heavy.length > 0) {
    console.error(`Over the budget of esbuild.mjs: ${heavy.join(', ')}`);
    process.exit(1);
  }
}
