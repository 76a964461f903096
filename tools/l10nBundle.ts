import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { projectFolder } from './project';

/** The committed bundle of all sentences, in English. */
export const l10nBundleFile = path.join(projectFolder, 'l10n', 'bundle.l10n.json');

/** A TypeScript file with its text. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** All TypeScript files in src/. */
export async function readSources(): Promise<readonly SourceText[]> {
  const folder = path.join(projectFolder, 'src');
  const names = await readdir(folder, { recursive: true });
  return await Promise.all(
    names
      .filter(name => name.endsWith('.ts'))
      .sort()
      .map(async name => ({ file: name, text: await readFile(path.join(folder, name), 'utf8') })),
  );
}

/** The bundle as @vscode/l10n-dev extracts it from `sources`, sorted by its keys. */
export async function extractL10nBundle(sources: readonly SourceText[]): Promise<string> {
  // The extractor is slow, and finds nothing in files without this word.
  const relevant = sources.filter(({ text }) => text.includes('l10n'));
  const bundle = await getL10nJson(
    relevant.map(({ text }) => ({ contents: text, extension: '.ts' })),
  );
  const sorted = Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`;
}
