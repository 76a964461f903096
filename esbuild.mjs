// Builds dist/ (the product) or, with --tests, out/ (tests and tools).
//   node esbuild.mjs [--production] [--watch] [--tests]
import { build, context } from 'esbuild';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

/** Rooms that are loaded at first use: `import('…/<room>/chunk')` becomes a file of its own. */
const chunks = ['aws', 'maven'];

/** What each file of the product may weigh, in KiB, minified. A build above it fails. */
const budgets = { 'extension.js': 80, 'aws.js': 400, 'maven.js': 110, 'sandbox.js': 200 };

/** @type {import('esbuild').Plugin} */
const lazyChunks = {
  name: 'lazy-chunks',
  setup({ onResolve }) {
    const room = new RegExp(`/(${chunks.join('|')})/chunk$`);
    onResolve({ filter: room }, ({ path: source, kind }) =>
      kind === 'dynamic-import'
        ? { path: `./${room.exec(source)?.[1]}.js`, external: true }
        : undefined,
    );
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
  // `import()` of a chunk stays a `require`: the extension host's own loader never sees it.
  supported: { 'dynamic-import': false },
};

/** @type {import('esbuild').BuildOptions} */
const product = {
  ...shared,
  target: 'node20',
  outdir: 'dist',
  // The SDK asks bowser what browser it runs in, in browsers only: 33 KiB that Node never reaches.
  external: ['vscode', 'bowser'],
  plugins: [lazyChunks],
  mainFields: ['module', 'main'],
  conditions: ['module'],
  minify: production,
  legalComments: 'none',
  metafile: true,
  entryPoints: [
    { in: 'src/extension.ts', out: 'extension' },
    { in: 'src/sandbox/main.ts', out: 'sandbox' },
    ...chunks.map(room => ({ in: `src/${room}/chunk.ts`, out: room })),
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

if (flags.has('--tests')) {
  rmSync('out', { recursive: true, force: true });
  await build(testsAndTools());
} else if (flags.has('--watch')) {
  await (await context(product)).watch();
} else {
  rmSync('dist', { recursive: true, force: true });
  const { metafile } = await build(product);
  const heavy = production && metafile ? overBudget(metafile) : [];
  if (heavy.length > 0) {
    console.error(`Over the budget of esbuild.mjs: ${heavy.join(', ')}`);
    process.exit(1);
  }
}
