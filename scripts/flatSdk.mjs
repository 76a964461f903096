import { readFile } from 'node:fs/promises';

/** What no call of ours reaches: browsers, and services that stream events. */
export const unreached = ['bowser', '@smithy/core/event-streams'];

const imports = /const \{([^}]*)\} = await import\((["'])([^"']+)\2\)/g;

/**
 * The AWS SDK imports its credential providers when it needs them. In one file that saves nothing and
 * costs much: a module that is imported so, and whatever it imports, becomes a function that V8 reads
 * twice and that keeps all its exports. Imported as any other, a quarter of the time to load and an
 * eighth of the bytes are gone.
 * @type {import('esbuild').Plugin}
 */
export const flatSdk = {
  name: 'flat-sdk',
  setup({ onLoad }) {
    onLoad(
      { filter: /[\\/]node_modules[\\/]@(aws|aws-sdk|smithy)[\\/].*\.js$/ },
      async ({ path }) => {
        const flat = flattened(await readFile(path, 'utf8'));
        const left = flat.includes('import(') && unknownImports(flat);
        if (left) return { errors: [{ text: `${path} imports in a way of its own: ${left}` }] };
        return { contents: flat, loader: 'js' };
      },
    );
    // Of its own manifests the SDK reads the version.
    onLoad({ filter: /[\\/]node_modules[\\/]@aws-sdk[\\/].*package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/**
 * `text` with its `const { A, b: c } = await import('x')` as imports, all in its first line: the
 * others keep their numbers.
 * @param {string} text
 */
function flattened(text) {
  /** @type {string[]} */
  const first = [];
  const rest = text.replace(imports, (all, /** @type {string} */ names, _quote, source) => {
    if (isKept(source)) return all;
    const taken = names
      .split(',')
      .map(it => it.trim().split(/\s*:\s*/))
      .map(([name, as = name], nth) => ({ name, as, own: `flat${first.length}_${nth}` }));
    first.push(
      `import { ${taken.map(it => `${it.name} as ${it.own}`).join(', ')} } from '${source}';`,
    );
    return taken.map(({ as, own }) => `const ${as} = ${own}`).join('; ');
  });
  return first.join(' ') + rest;
}

/** @param {string} source */
function isKept(source) {
  return source.startsWith('node:') || unreached.includes(source);
}

/** @param {string} text */
function unknownImports(text) {
  const sources = [...text.matchAll(/\bimport\(([^)]*)\)/g)].map(([, it = '']) => it);
  return sources.filter(it => !isKept(it.replaceAll(/^["']|["']$/g, ''))).join(', ');
}
