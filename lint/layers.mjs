import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Which module of src/ may import which, and which packages and Node modules it may load
 * (docs/architecture.md).
 * @typedef {{ modules: readonly string[], packages: readonly string[], node: 'all' | 'no-files' | 'none' | readonly string[] }} Module
 * @type {Readonly<Record<string, Module>>}
 */
const modules = {
  core: { modules: ['shared'], packages: [], node: 'none' },
  shared: { modules: [], packages: [], node: ['crypto'] },
  files: { modules: ['core', 'shared'], packages: [], node: 'all' },
  aws: { modules: ['core', 'shared'], packages: ['@aws-sdk/*', '@smithy/*'], node: 'all' },
  tokens: { modules: ['core', 'shared', 'files'], packages: [], node: 'no-files' },
  maven: { modules: ['core', 'shared', 'files'], packages: ['fast-xml-parser'], node: 'no-files' },
  gradle: { modules: ['core', 'shared', 'files'], packages: [], node: 'no-files' },
  archive: {
    modules: ['core', 'shared', 'files', 'maven'],
    packages: ['tar', '@secretlint/*'],
    node: 'all',
  },
  transfer: { modules: ['core', 'shared', 'files', 'archive'], packages: [], node: 'all' },
  permissions: { modules: ['core', 'shared'], packages: [], node: 'no-files' },
  diagnostics: {
    modules: ['core', 'shared', 'files', 'permissions', 'maven'],
    packages: [],
    node: 'no-files',
  },
  sandbox: {
    modules: ['core', 'shared', 'maven'],
    packages: ['fast-xml-parser'],
    node: 'all',
  },
  ui: {
    modules: [
      'core',
      'shared',
      'files',
      'tokens',
      'maven',
      'gradle',
      'archive',
      'transfer',
      'permissions',
      'diagnostics',
    ],
    packages: ['vscode'],
    node: 'no-files',
  },
  // The files directly in src/: what starts the extension and puts its parts together.
  extension: { modules: ['features', 'ui'], packages: ['vscode'], node: 'none' },
  features: { modules: ['services', 'ui'], packages: ['vscode'], node: 'none' },
  services: {
    modules: ['core', 'tokens', 'awsAccess', 'ui'],
    packages: ['vscode'],
    node: 'none',
  },
  awsAccess: { modules: ['core', 'aws', 'ui'], packages: ['vscode'], node: 'none' },
};

const fileModules = new Set(['fs', 'fs/promises']);

/** @param {string} pattern @param {string} name */
function matches(pattern, name) {
  return pattern.endsWith('/*')
    ? name.startsWith(pattern.slice(0, -1))
    : name === pattern || name.startsWith(`${pattern}/`);
}

/**
 * The module that a file belongs to, or undefined outside of src/.
 * @param {string} root the project's folder @param {string} file an absolute path
 */
function moduleOf(root, file) {
  const parts = path.relative(path.join(root, 'src'), file).split(path.sep);
  if (parts[0] === '..' || parts[0] === undefined || path.isAbsolute(parts[0])) return undefined;
  return parts.length === 1 ? parts[0].replace(/\.[cm]?[jt]sx?$/, '') : parts[0];
}

/**
 * Why `source` may not be imported by `file`, or undefined when it may.
 * @param {{ root: string, file: string, source: string, typeOnly: boolean, dynamic: boolean }} wanted
 */
function verdict({ root, file, source, typeOnly, dynamic }) {
  const own = moduleOf(root, file);
  if (own === undefined) return undefined;
  const rules = modules[own];
  if (!rules) return `src/${own} is not a module of lint/layers.mjs: add it there.`;
  if (source.startsWith('.')) {
    const target = moduleOf(root, path.resolve(path.dirname(file), source));
    if (target === own) return undefined;
    if (target === undefined || !rules.modules.includes(target))
      return `src/${own} may not import ${target === undefined ? 'from outside src' : `src/${target}`}.`;
    if (target === 'aws' && own === 'awsAccess' && !typeOnly && !dynamic)
      return 'src/aws is a bundle of its own: load it with import().';
    if (target === 'features' && own === 'extension' && !typeOnly && !dynamic)
      return 'src/features is a bundle of its own: load it with import().';
    return undefined;
  }
  if (source.startsWith('node:')) {
    const name = source.slice('node:'.length);
    if (rules.node === 'all') return undefined;
    if (rules.node === 'none') return `src/${own} may not import Node's modules.`;
    if (rules.node === 'no-files')
      return fileModules.has(name) ? `src/${own} may not touch files: src/files does.` : undefined;
    return rules.node.includes(name) ? undefined : `src/${own} may not import ${source}.`;
  }
  return rules.packages.some(pattern => matches(pattern, source))
    ? undefined
    : `src/${own} may not import the package '${source}'.`;
}

/** @param {unknown} node */
const literal = node =>
  /** @type {{ type?: string, value?: unknown } | undefined} */ (node)?.type === 'Literal' &&
  typeof (/** @type {{ value?: unknown }} */ (node).value) === 'string'
    ? /** @type {{ value: string }} */ (node).value
    : undefined;

/** @type {import('eslint').Rule.RuleModule} */
const imports = {
  meta: {
    type: 'problem',
    docs: { description: 'Holds the walls between the modules of src/.' },
    schema: [],
  },
  create(context) {
    /** @param {any} node @param {unknown} sourceNode @param {boolean} typeOnly @param {boolean} dynamic */
    const check = (node, sourceNode, typeOnly, dynamic) => {
      if (moduleOf(context.cwd, context.filename) === undefined) return;
      const source = literal(sourceNode);
      const message =
        source === undefined
          ? 'Only literal module names can be checked.'
          : verdict({ root: context.cwd, file: context.filename, source, typeOnly, dynamic });
      if (message) context.report({ node, message });
    };
    /** @param {any} node */
    const declaration = node =>
      node.source &&
      check(node, node.source, (node.importKind ?? node.exportKind) === 'type', false);
    return {
      ImportDeclaration: declaration,
      ExportNamedDeclaration: declaration,
      ExportAllDeclaration: declaration,
      /** @param {any} node */
      ImportExpression: node => check(node, node.source, false, true),
      /** @param {any} node */
      TSImportType: node => check(node, node.source ?? node.argument?.literal, true, false),
      /** @param {any} node */
      TSExternalModuleReference: node => check(node, node.expression, false, false),
      /** @param {any} node */
      CallExpression(node) {
        const callee = node.callee;
        const isRequire =
          (callee.type === 'Identifier' && callee.name === 'require') ||
          (callee.type === 'MemberExpression' &&
            callee.object.type === 'Identifier' &&
            callee.object.name === 'require');
        if (isRequire) check(node, node.arguments[0], false, false);
      },
    };
  },
};

/**
 * Every relative import of the files in src/, types included, as absolute paths.
 * @param {string} root
 * @returns {ReadonlyMap<string, readonly string[]>}
 */
function readImports(root) {
  const source = path.join(root, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => path.join(source, name));
  const known = new Set(files);
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)'(\.[^']+)'/g;
  return new Map(
    files.map(file => [
      file,
      [...readFileSync(file, 'utf8').matchAll(pattern)]
        .map(([, name = '']) => `${path.resolve(path.dirname(file), name)}.ts`)
        .filter(target => known.has(target)),
    ]),
  );
}

/**
 * The shortest way from `start` back to itself, or undefined.
 * @param {ReadonlyMap<string, Iterable<string>>} graph @param {string} start
 * @returns {readonly string[] | undefined}
 */
function findCycle(graph, start) {
  /** @type {Map<string, string>} */
  const cameFrom = new Map();
  const queue = [start];
  for (const current of queue)
    for (const next of graph.get(current) ?? []) {
      if (next === start) {
        const cycle = [start];
        for (let at = current; at !== start; at = cameFrom.get(at) ?? start) cycle.unshift(at);
        return [start, ...cycle];
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, current);
      queue.push(next);
    }
  return undefined;
}

/**
 * The feature folder of src/ui that a file belongs to, or undefined.
 * @param {string} root @param {string} file
 */
function featureOf(root, file) {
  const [ui, feature, ...rest] = path.relative(path.join(root, 'src'), file).split(path.sep);
  return ui === 'ui' && rest.length > 0 ? feature : undefined;
}

/**
 * Which feature folder imports which.
 * @param {string} root @param {ReadonlyMap<string, readonly string[]>} imports
 */
function featureGraph(root, imports) {
  /** @type {Map<string, Set<string>>} */
  const graph = new Map();
  for (const [file, targets] of imports)
    for (const target of targets) {
      const [from, to] = [featureOf(root, file), featureOf(root, target)];
      if (from === undefined || to === undefined || from === to) continue;
      graph.set(from, (graph.get(from) ?? new Set()).add(to));
    }
  return graph;
}

/** @type {Map<string, { files: ReadonlyMap<string, readonly string[]>, features: ReadonlyMap<string, Set<string>> }>} */
const graphs = new Map();

/** @param {string} root */
function graphsOf(root) {
  const known = graphs.get(root);
  if (known) return known;
  const files = readImports(root);
  const made = { files, features: featureGraph(root, files) };
  graphs.set(root, made);
  return made;
}

/** @type {import('eslint').Rule.RuleModule} */
const cycles = {
  meta: {
    type: 'problem',
    docs: {
      description: 'Refuses cycles among the files of src/ and among the features of src/ui.',
    },
    schema: [],
  },
  create(context) {
    const { cwd: root, filename: file } = context;
    return {
      /** @param {any} node */
      Program(node) {
        if (moduleOf(root, file) === undefined) return;
        const { files, features } = graphsOf(root);
        /** @param {string} name */
        const relative = name => path.relative(path.join(root, 'src'), name);
        const cycle = findCycle(files, file);
        if (cycle)
          context.report({ node, message: `Files in a cycle: ${cycle.map(relative).join(' → ')}` });
        const own = featureOf(root, file);
        const others = new Set((files.get(file) ?? []).map(target => featureOf(root, target)));
        const featureCycle = own === undefined ? undefined : findCycle(features, own);
        if (featureCycle && others.has(featureCycle[1]))
          context.report({ node, message: `Features in a cycle: ${featureCycle.join(' → ')}` });
      },
    };
  },
};

/** The ESLint plugin `layers`, with its rules `layers/imports` and `layers/cycles`. */
export default { rules: { imports, cycles } };
