import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file of the product. */
export interface Source {
  /** Relative to the project, with slashes. */
  readonly name: string;
  readonly content: string;
}

/** The files in src/ of `project` that run without VS Code, in a fixed order. */
export function sourcesWithoutVscode(project: string): Source[] {
  return readdirSync(path.join(project, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && file !== 'extension.ts')
    .map(file => `src/${file.split(path.sep).join('/')}`)
    .sort()
    .map(name => ({ name, content: readFileSync(path.join(project, name), 'utf8') }))
    .filter(({ content }) => !/^(?:import (?!type)|} ).*from 'vscode';$/m.test(content));
}

/** A function that tells whether a file matches `glob`, which knows `*` and `**`; all do without one. */
export function matching(glob: string | undefined): (file: string) => boolean {
  if (glob === undefined) return () => true;
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*/g, stars => (stars === '*' ? '[^/]*' : '.*'))
    .replaceAll('?', '[^/]');
  const whole = new RegExp(`^${pattern}$`);
  return file => whole.test(file);
}
