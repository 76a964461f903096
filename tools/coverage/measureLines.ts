import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { addCoveredLines } from './addLines';
import { LineCounts } from './lineCounts';
import { readRawCoverage } from './rawCoverage';
import { readSourcePositions, type SourcePosition } from './sourcePositions';

/**
 * Which lines of `project`'s src/ ran in the processes that wrote into `rawFolder`, whichever bundle
 * of dist/ or out/test/ they ran. Lines of the product that no process loaded count as not run.
 *
 * A bundle leaves out what its entry point does not need. c8's own conversion takes lines that are
 * not in a bundle for lines that ran: here, only lines that the source map names count.
 */
export async function measureLines(rawFolder: string, project: string): Promise<LineCounts> {
  const dist = path.join(project, 'dist');
  const known = new Map<string, Promise<readonly SourcePosition[]>>();
  const positionsIn = (script: string) => {
    const positions = known.get(script) ?? readSourcePositions(script, path.join(project, 'src'));
    known.set(script, positions);
    return positions;
  };
  const lines = new LineCounts();
  for (const name of await readdir(dist))
    if (name.endsWith('.js')) addCoveredLines(lines, await positionsIn(path.join(dist, name)), []);
  for await (const { file, ranges } of readRawCoverage(rawFolder, [
    dist,
    path.join(project, 'out', 'test'),
  ]))
    addCoveredLines(lines, await positionsIn(file), ranges);
  return lines;
}
