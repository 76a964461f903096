import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file of the product. */
export interface SourceFile {
  /** Relative to the project, with slashes. */
  readonly name: string;
  readonly content: string;
}

/** The files in src/ of `project` that load without VS Code, in a fixed order. */
export function listSourcesWithoutVscode(project: string): SourceFile[] {
  const sources = readdirSync(path.join(project, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && file !== 'extension.ts')
    .map(file => `src/${file.split(path.sep).join('/')}`)
    .sort()
    .map(name => ({ name, content: readFileSync(path.join(project, name), 'utf8') }));
  return excludeVscodeSources(sources);
}

/** Those of `sources` that import VS Code's API neither themselves nor through others. */
export function excludeVscodeSources(sources: readonly SourceFile[]): SourceFile[] {
  const imports = new Map(sources.map(source => [source.name, importedBy(source)]));
  const needing = new Set(['vscode']);
  for (let before = 0; before < needing.size;) {
    before = needing.size;
    for (const [name, imported] of imports)
      if (imported.some(other => needing.has(other))) needing.add(name);
  }
  return sources.filter(({ name }) => !needing.has(name));
}

/** What `source` loads, types aside: names of files, and of modules as they are written. */
function importedBy({ name, content }: SourceFile): string[] {
  const statements = content.matchAll(/^(?:im|ex)port (?!type )[^;']*? from '([^']+)';$/gm);
  return Array.from(statements, ([, from = '']) =>
    from.startsWith('.') ? `${path.posix.join(path.posix.dirname(name), from)}.ts` : from,
  );
}

/** A function that tells whether a file matches `glob`, which knows `*` and `**`; all do without one. */
export function createGlobMatcher(glob: string | undefined): (file: string) => boolean {
  if (glob === undefined) return () => true;
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*/g, stars => (stars === '*' ? '[^/]*' : '.*'))
    .replaceAll('?', '[^/]');
  const whole = new RegExp(`^${pattern}$`);
  return file => whole.test(file);
}
