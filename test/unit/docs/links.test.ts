import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const filesIn = (folder: string, recursive = true) =>
  readdirSync(folder, { recursive, encoding: 'utf8' }).map(name => path.join(folder, name));

/** The Markdown files of the project. */
const files = [...filesIn('.', false), ...['.github', 'docs', 'src'].flatMap(it => filesIn(it))]
  .filter(file => file.endsWith('.md'))
  .map(file => file.split(path.sep).join('/'));

const withoutBlocks = (markdown: string) => markdown.replaceAll(/^```[^]*?^```$/gm, '');

const withoutCode = (markdown: string) => withoutBlocks(markdown).replaceAll(/`[^`\n]*`/g, '');

/** The targets of a document's links and images. */
function linksIn(markdown: string): readonly string[] {
  return [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
}

/** The anchors that GitHub makes of a document's headings. */
function anchorsIn(markdown: string): readonly string[] {
  return [...withoutBlocks(markdown).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The paths below the project's folders that stand as code in a document. */
function pathsIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/`([^`\n]+)`/g)]
    .map(([, code]) => code ?? '')
    .filter(code => /^(?:src|lint|scripts|tools|test|media|docs|samples)\/[\w./-]+$/.test(code));
}

/** The names in camel case that stand as code in a document; both of `Class.method()`. */
function namesIn(markdown: string): readonly string[] {
  return [...withoutBlocks(markdown).matchAll(/`([A-Za-z]\w*(?:\.\w+)?)(?:\(.*?\))?`/g)]
    .flatMap(([, code = '']) => code.split('.'))
    .filter(name => /[a-z][A-Z]/.test(name));
}

/** Whether a link leads to a file of the project, and to a heading in it where it names one. */
function isFound(file: string, link: string): boolean {
  const [target = '', anchor] = link.split('#');
  const found = target === '' ? file : path.join(path.dirname(file), target);
  if (!existsSync(found)) return false;
  return anchor === undefined || anchorsIn(readFileSync(found, 'utf8')).includes(anchor);
}

describe('the documentation', () => {
  for (const file of files) {
    const markdown = readFileSync(file, 'utf8');

    it(`links to what exists: ${file}`, () => {
      const links = linksIn(markdown).filter(link => !/^(?:https|\.\.\/blob)\b/.test(link));
      assert.deepEqual(
        links.filter(link => !isFound(file, link)),
        [],
      );
    });

    it(`names paths that exist: ${file}`, () => {
      assert.deepEqual(
        pathsIn(markdown).filter(named => !existsSync(named)),
        [],
      );
    });
  }

  it('finds links, anchors and paths', () => {
    const sample = '# A b: c-d!\n\nSee [this](docs/x.md#a) in `src/core`, not `[that](y.md)`.\n';
    assert.deepEqual(linksIn(sample), ['docs/x.md#a']);
    assert.deepEqual(anchorsIn(sample), ['a-b-c-d']);
    assert.deepEqual(pathsIn(sample), ['src/core']);
    assert.deepEqual(namesIn('`aB`, `C.dE(f)`, `plain`, `x.json`'), ['aB', 'dE']);
    assert.deepEqual(isFound('README.md', 'docs/absent.md'), false);
    assert.deepEqual(isFound('README.md', '#absent'), false);
  });

  it('describes every module of src in docs/architecture.md', () => {
    const text = readFileSync('docs/architecture.md', 'utf8');
    const modules = readdirSync('src', { withFileTypes: true })
      .filter(it => it.isDirectory())
      .map(it => it.name);
    assert.deepEqual(
      modules.filter(name => !text.includes(`| \`src/${name}\``)),
      [],
    );
  });

  it('names functions, classes and properties that exist in docs/architecture.md', () => {
    const source = filesIn('src')
      .filter(file => file.endsWith('.ts'))
      .map(file => readFileSync(file, 'utf8'))
      .join('\n');
    const names = namesIn(readFileSync('docs/architecture.md', 'utf8'));
    assert.deepEqual(
      names.filter(name => !new RegExp(`\\b${name}\\b`).test(source)),
      [],
    );
    assert.ok(names.length > 30, `${names.length} names`);
  });
});
