import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A part of a script and how often it ran, as V8 counts it; offsets are in UTF-16 code units. */
export interface CountedRange {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** What one process ran of a script. */
export interface ScriptCoverage {
  readonly file: string;
  readonly ranges: readonly CountedRange[];
}

/** The files that Node writes into `NODE_V8_COVERAGE`, as far as they are read here. */
interface ProcessCoverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly CountedRange[] }[];
  }[];
}

/**
 * What the processes that wrote into `folder` ran of the scripts below `scriptFolders`, one process
 * after the other. Rejects with Node's error where `folder` cannot be read.
 */
export async function* readRawCoverage(
  folder: string,
  scriptFolders: readonly string[],
): AsyncGenerator<ScriptCoverage> {
  for (const name of await readdir(folder)) {
    const coverage = parsed(await readFile(path.join(folder, name), 'utf8'));
    for (const { url, functions } of coverage?.result ?? []) {
      if (!url.startsWith('file:')) continue;
      const file = fileURLToPath(url);
      if (scriptFolders.some(of => file.startsWith(of + path.sep)))
        yield { file, ranges: functions.flatMap(({ ranges }) => ranges) };
    }
  }
}

/** Undefined for the file of a process that was killed while it wrote. */
function parsed(text: string): ProcessCoverage | undefined {
  try {
    return JSON.parse(text) as ProcessCoverage;
  } catch {
    return undefined;
  }
}
