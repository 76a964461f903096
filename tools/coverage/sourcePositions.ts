import { eachMapping, TraceMap } from '@jridgewell/trace-mapping';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Where a piece of a script begins, and the line of the source file that it comes from. */
export interface SourcePosition {
  readonly offset: number;
  readonly file: string;
  readonly line: number;
}

/**
 * The pieces of `script` that come from files below `sourceFolder`, in the order of the script.
 * Rejects where the script or its source map cannot be read.
 */
export async function readSourcePositions(
  script: string,
  sourceFolder: string,
): Promise<readonly SourcePosition[]> {
  const text = await readFile(script, 'utf8');
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const positions: SourcePosition[] = [];
  eachMapping(new TraceMap(await sourceMap(script, text)), mapping => {
    if (mapping.source === null) return;
    const file = path.resolve(path.dirname(script), mapping.source);
    const start = lineStarts[mapping.generatedLine - 1];
    if (start === undefined || !file.startsWith(sourceFolder + path.sep)) return;
    positions.push({ offset: start + mapping.generatedColumn, file, line: mapping.originalLine });
  });
  return positions;
}

const inline = 'data:application/json;base64,';

async function sourceMap(script: string, text: string): Promise<string> {
  const [, address] = /^\/\/# sourceMappingURL=(\S+)\s*$/m.exec(lastLine(text)) ?? [];
  if (address === undefined) throw new Error(`${script} names no source map.`);
  return address.startsWith(inline)
    ? Buffer.from(address.slice(inline.length), 'base64').toString()
    : readFile(path.join(path.dirname(script), address), 'utf8');
}

function lastLine(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.slice(trimmed.lastIndexOf('\n') + 1);
}
